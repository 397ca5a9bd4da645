"""Tables of every usual layout: the exact cells, or the exact refusal; the same from CSV as from a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import Cells, Table, read, settings_in, sheet_of

from books import WRITERS
from leitai.model.names import indicator_names, unit_names
from leitai.model.settings import Settings
from leitai.problems import Problem
from leitai.read.documents.tables import read_sheets
from leitai.read.records.mappings import read_mappings
from leitai.read.sheets.words.resolver import Resolver
from leitai.read.sheets.workbook import read_file
from leitai.schema.period import Period
from leitai.schema.results.mappings import MappingsOfPeriod


class Layout(NamedTuple):
    """`name` is the sheet's, `file` the file's; `cells` are `unit.indicator: value|year ago`; `codes` of all but T06."""

    period: str
    text: str
    cells: str
    codes: str = ""
    name: str = ""
    file: str = "表"


Q3, YEAR = "2019Q3", "2022"
LAYOUTS: dict[str, Layout] = {
    # the unit column is known by what it holds
    "any header above units": Layout(YEAR, "市州\\样本,生产总值\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "an empty corner": Layout(YEAR, ",生产总值\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "a corner of two words": Layout(Q3, "指标⏎单位,火灾起数\n甲县,8\n乙县,9", "jia.fire: 8, yi.fire: 9"),
    "units behind their numbers": Layout(Q3, "序号,考核单位,火灾起数\n1,甲县,8\n2,乙县,9", "jia.fire: 8, yi.fire: 9", "T09"),
    "counties beside towns": Layout(Q3, "县（市、区）,街道（乡镇）,火灾起数\n甲县,丙市,3\n,开发区,4\n乙县,乙县,5", "bing.fire: 3, ding.fire: 4, yi.fire: 5", "T09"),
    "地区 beside 单位 that means units of measure": Layout(Q3, "地区,指标,单位,数值\n甲县,火灾起数,起,5\n乙县,诈骗损失,元,60000", "jia.fire: 5, yi.loss: 6"),
    "a code beside": Layout(YEAR, "行政区划代码,地区,生产总值\n330701,甲县,8\n330702,乙县,9", "jia.gdp: 8, yi.gdp: 9", "T09"),
    "sums first": Layout(YEAR, ",生产总值\n全省,99\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "units across without a word for them": Layout(YEAR, ",甲县,乙县,丙市\n生产总值,1,2,3\n第三产业占比,4,5,6", "jia.gdp: 1, yi.gdp: 2, bing.gdp: 3, jia.share_tertiary: 4, yi.share_tertiary: 5, bing.share_tertiary: 6"),
    # periods in headers
    "last year's column only": Layout(YEAR, "地区,2021年\n甲县,8\n乙县,15", "", "V07"),
    "last year's column only, under a title": Layout(YEAR, "生产总值\n地区,2021年\n甲县,8\n乙县,15", "", "V07"),
    "units × years": Layout(YEAR, "地区,2020年,2021年,2022年\n甲县,7,8,9\n乙县,1,2,3", "jia.gdp: 9|8, yi.gdp: 3|2", "T09", name="生产总值"),
    "units × bare years": Layout(YEAR, "地区,2021,2022\n甲县,8,9\n乙县,2,3", "jia.gdp: 9|8, yi.gdp: 3|2", file="生产总值"),
    "years × units": Layout(YEAR, "年份,甲县,乙县\n2020,1,2\n2021,3,4\n2022,5,6", "jia.gdp: 5|3, yi.gdp: 6|4", "T09", name="生产总值（亿元）"),
    "years above indicators": Layout(YEAR, "地区,2021年,,2022年,\n,生产总值,第三产业占比,生产总值,第三产业占比\n甲县,1,2,3,4\n乙县,5,6,7,8", "jia.gdp: 3|1, jia.share_tertiary: 4|2, yi.gdp: 7|5, yi.share_tertiary: 8|6"),
    "years above units": Layout(YEAR, "指标,2021年,,2022年,\n,甲县,乙县,甲县,乙县\n生产总值,1,2,3,4", "jia.gdp: 3, yi.gdp: 4", "T09"),
    "quarters and months": Layout(Q3, "单位,三季度,9月,1-9月\n甲县,5,2,8\n乙县,6,3,9", "jia.fire: 5, yi.fire: 6", "T09", name="火灾起数"),
    "a year whose quarter the title says": Layout(Q3, "2019年三季度火灾起数\n单位,2019年,2018年\n甲县,5,2\n乙县,6,3", "jia.fire: 5|2, yi.fire: 6|3"),
    "a year of which nobody says the quarter": Layout(Q3, "单位,2019年,2018年\n甲县,5,2\n乙县,6,3", "", "V07", name="火灾起数"),
    "half a year in the folder of a quarter": Layout(Q3, "单位,上半年\n甲县,5\n乙县,6", "", "V07", name="火灾起数"),
    "a long panel": Layout(YEAR, "地区,年份,生产总值\n甲县,2021,1\n甲县,2022,3\n乙县,2021,5\n乙县,2022,7", "jia.gdp: 3, yi.gdp: 7", "T09"),
    "a long panel with merged cells": Layout(YEAR, "省份,Year,生产总值\n甲县,2021,1\n,2022,3\n乙县,2021,5\n,2022,7", "jia.gdp: 3, yi.gdp: 7", "N06 N06 T09"),
    "a long panel of other years": Layout(YEAR, "地区,年份,生产总值\n甲县,2020,1\n甲县,2021,3", "", "V07"),
    "a long panel of years and quarters": Layout(Q3, "年份,季度,地区,火灾起数\n2019,2,甲县,1\n2019,3,甲县,5\n2019,3,乙县,6", "jia.fire: 5, yi.fire: 6", "T09"),
    "periods before the names": Layout(Q3, "单位,2019年三季度火灾起数,上年同期火灾起数\n甲县,5,2\n乙县,6,3", "jia.fire: 5|2, yi.fire: 6|3"),
    # what else stands in a header beside the name
    "the unit of measure behind a comma": Layout(Q3, "单位,诈骗损失、元\n甲县,60000\n乙县,70000", "jia.loss: 6, yi.loss: 7"),
    "prices of the year in brackets": Layout(YEAR, "地区,生产总值（当年价格）\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "preliminary in brackets": Layout(YEAR, "地区,生产总值（初步核算）\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "which value, said in two words": Layout(Q3, "单位,火灾起数,\n,完成数,上年同期完成数\n甲县,5,7\n乙县,6,8", "jia.fire: 5|7, yi.fire: 6|8"),
    # the indicator outside of the table
    "指标： above": Layout(YEAR, "指标：生产总值(亿元)\n地区,2022年\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9"),
    "in a title": Layout(Q3, "各县（市、区）火灾起数情况统计表\n单位,本期,上年同期,同比\n甲县,1,2,1%\n乙县,3,4,2%", "jia.fire: 1|2, yi.fire: 3|4"),
    "in the sheet's name": Layout(Q3, "单位,本期,上年同期,增减（%）\n甲县,1,2,1\n乙县,3,4,2", "jia.fire: 1|2, yi.fire: 3|4", name="火灾起数"),
    "in a title that says more": Layout(Q3, "农村火灾起数\n单位,本期\n甲县,1\n乙县,3", "", "T03"),
    "a time above that is another": Layout(YEAR, "时间：2019年\n地区,生产总值\n甲县,1\n乙县,3", "", "V07"),
    "last year's sheet": Layout(Q3, "单位,火灾起数\n甲县,1\n乙县,3", "", "T05", name="上年同期"),
    "last year above the names": Layout(Q3, "单位,上年同期,\n,火灾起数,服务评分\n甲县,1,2\n乙县,3,4", "", "T05 T05"),
    "targets above the names": Layout(Q3, "目标值,,\n单位,火灾起数,服务评分\n甲县,1,2\n乙县,3,4", "", "T05 T05"),
    # one sheet for a unit
    "a sheet of one unit": Layout(Q3, "指标,本期,上年同期\n火灾起数,1,3\n服务评分,80,70", "jia.fire: 1|3, jia.service: 80|70", name="甲县"),
    "a title of one unit": Layout(Q3, "填报单位：甲县,,填报时间：2019年10月8日\n指标名称,计量单位,完成值\n火灾起数,起,3\n诈骗损失,元,40000", "jia.fire: 3, jia.loss: 4"),
    "years down in a sheet of one unit": Layout(YEAR, "年份,生产总值,第三产业占比\n2021,1,2\n2022,3,4", "jia.gdp: 3, jia.share_tertiary: 4", "T09", name="甲县"),
    # names in two lines
    "two lines name an indicator": Layout(YEAR, "地区,学前教育\n,学校数（所）\n甲县,5\n乙县,6", "jia.schools_pre: 5, yi.schools_pre: 6"),
    "a part of what two lines name": Layout(YEAR, "地区,第二产业,\n,市辖区,全市\n甲县,5,未知\n乙县,6,未知", "jia.industry_urban: 5, yi.industry_urban: 6", "T09"),
    "two lines of which only one is known": Layout(YEAR, "地区,学前教育,\n,学校数,教师数\n甲县,5,6\n乙县,6,7", "", "T03"),
    # headers
    "a break before the bracket": Layout(Q3, "责任单位,隐患整改率⏎（%）,诈骗损失⏎（元）\n甲县,95,50000\n乙县,96,60000", "jia.hazards: 95, jia.loss: 5, yi.hazards: 96, yi.loss: 6"),
    "units of measure in the second line": Layout(Q3, "属地,诈骗损失,,,\n,本期（元）,上年同期（元）,同比（%）,增减（%）\n甲县,50000,10000,1,1\n乙县,60000,20000,2,2", "jia.loss: 5|1, yi.loss: 6|2", "T09"),
    "periods in the second line": Layout(Q3, "单位,诈骗损失,\n,2019年三季度,2018年三季度\n甲县,5,1\n乙县,6,2", "jia.loss: 5|1, yi.loss: 6|2"),
    "a wrong unit of measure in the second line": Layout(Q3, "单位,诈骗损失\n,（港元）\n甲县,5\n乙县,6", "", "V03"),
    # other columns
    "ranks beside": Layout(Q3, "单位,火灾起数,名次,服务评分,名次,总分,名次\n甲县,1,1,80,2,90,1\n乙县,3,2,90,1,80,2", "jia.fire: 1, jia.service: 80, yi.fire: 3, yi.service: 90", "T09"),
    "marks beside": Layout(Q3, "单位,火灾起数,得分,服务评分,得分\n甲县,1,1,80,2\n乙县,3,2,90,1", "jia.fire: 1, jia.service: 80, yi.fire: 3, yi.service: 90", "T09"),
    "ranks below the names": Layout(Q3, "单位,火灾起数,,服务评分,\n,数值,名次,数值,得分\n甲县,1,1,80,2\n乙县,3,2,90,1", "jia.fire: 1, jia.service: 80, yi.fire: 3, yi.service: 90", "T09 T09"),
    "other ranks": Layout(Q3, "单位,火灾起数,全省排名,2018年排名\n甲县,1,1,2\n乙县,3,2,1", "jia.fire: 1, yi.fire: 3", "T09"),
    "texts beside": Layout(Q3, "片区,单位,火灾起数,组别,填报日期\n东,甲县,1,甲组,2019-10-08\n西,乙县,3,乙组,2019-10-09", "jia.fire: 1, yi.fire: 3", "T09"),
    "last year beside each": Layout(Q3, "单位,火灾起数,上年同期,服务评分,上年同期\n甲县,1,2,3,4\n乙县,5,6,7,8", "jia.fire: 1|2, jia.service: 3|4, yi.fire: 5|6, yi.service: 7|8"),
    "marks below groups": Layout(Q3, "考核单位,平安建设（60分）,,,基层服务（40分）,\n,火灾起数,同比,得分,服务评分,得分\n甲县,1,3%,30,2,20\n乙县,3,2%,20,4,10", "jia.fire: 1, jia.service: 2, yi.fire: 3, yi.service: 4", "T09"),
    "a month in the folder of a quarter": Layout(Q3, "单位,本月,累计\n甲县,5,1\n乙县,6,2", "", "T09", name="火灾起数"),
    "the indicator in the corner": Layout(YEAR, "生产总值,2021,2022\n甲县,1,2\n乙县,3,4", "jia.gdp: 2|1, yi.gdp: 4|3"),
    "all quarters": Layout(Q3, "单位,一季度,二季度,三季度,四季度\n甲县,5,1,2,3\n乙县,6,2,3,3", "jia.fire: 2, yi.fire: 3", "T09", name="火灾起数"),
    "only months of the quarter": Layout(Q3, "单位,7月,8月,9月\n甲县,5,1,2\n乙县,6,2,3", "", "V07", name="火灾起数"),
    # lines that are no unit's
    "rows of sums, extremes and weights": Layout(Q3, "单位,火灾起数\n权重,20\n甲县,1\n乙县,3\n全市,4\n汇总,4\n共计,4\n最高,3\n最低值,1\n全省平均,9", "jia.fire: 1, yi.fire: 3"),
    "footnotes over several lines": Layout(Q3, "单位,火灾起数\n甲县,1\n乙县,3\n注：1.快报数。,\n　　2.2018年数据为年报数。,\n摘编自统计年鉴,", "jia.fire: 1, yi.fire: 3"),
    # long forms
    "long with other words": Layout(Q3, "单位名称,指标名称,完成值\n甲县,火灾起数,5\n乙县,诈骗损失（元）,60000", "jia.fire: 5, yi.loss: 6"),
    "long with a unit of measure above": Layout(Q3, "单位,指标,完成值（元）\n甲县,诈骗损失,50000\n乙县,诈骗损失,60000", "jia.loss: 5, yi.loss: 6"),
    "long with 累计": Layout(Q3, "单位,指标,累计\n甲县,积案化解数,5\n乙县,积案化解数,6", "jia.backlog: 5, yi.backlog: 6"),
    "long with years across": Layout(YEAR, "地区,指标,2021年,2022年\n甲县,生产总值,1,2\n乙县,生产总值,3,4", "jia.gdp: 2|1, yi.gdp: 4|3"),
    "累计 and its own year ago": Layout(Q3, "单位,积案化解数,,,\n,三季度,1-9月,上年同期,上年同期累计\n甲县,3,9,1,2\n乙县,4,8,2,3", "jia.backlog: 9|2, yi.backlog: 8|3", "T09 T09"),
    "long with lines of last year": Layout(Q3, "单位,指标,口径,数值\n甲县,火灾起数,本期,5\n甲县,火灾起数,上年同期,4\n乙县,火灾起数,本期,6\n乙县,火灾起数,上年同期,3", "jia.fire: 5, yi.fire: 6", "T09"),
    # as statistical yearbooks and bulletins print them
    "marks of footnotes on units": Layout(YEAR, "地区,生产总值\n甲县*,8\n乙县①,9\n丙市[1],7\n* 含开发区。,\n① 快报数。,", "jia.gdp: 8, yi.gdp: 9, bing.gdp: 7"),
    "marks of footnotes on units across": Layout(YEAR, ",甲县*,乙县（注2）\n生产总值,8,9\n注2：快报数,,", "jia.gdp: 8, yi.gdp: 9"),
    "marks on figures": Layout(YEAR, "地区,生产总值\n甲县,超20000*\n乙县,15※\n注：* 为估计数。,", "jia.gdp: 20000, yi.gdp: 15"),
    "years above units, an indicator in the corner": Layout(YEAR, "生产总值（亿元）,甲县,乙县\n2020年,1,2\n2021年,3,4\n2022年,5,6", "jia.gdp: 5|3, yi.gdp: 6|4", "T09"),
    "indicators above years": Layout(YEAR, ",生产总值,,第三产业占比,\n地区,2021年,2022年,2021年,2022年\n甲县,1,2,3,4\n乙县,5,6,7,8", "jia.gdp: 2|1, jia.share_tertiary: 4|3, yi.gdp: 6|5, yi.share_tertiary: 8|7"),
    "a panel with 期间 in words": Layout(Q3, "期间,地区,指标名称,完成值\n2019年二季度,甲县,火灾起数,8\n2019年三季度（修订）,甲县,火灾起数,9\n三季度,乙县,火灾起数,7", "jia.fire: 9, yi.fire: 7", "T09"),
    "a province beside": Layout(YEAR, "省份,地市,生产总值\n某省,甲县,8\n某省,乙县,9", "jia.gdp: 8, yi.gdp: 9", "T09"),
    "a panel in English": Layout(YEAR, "Year,City,生产总值\n2021,甲县,8\n2022,甲县,9\n2022,乙县,7", "jia.gdp: 9, yi.gdp: 7", "T09"),
    "a file named by year and indicator": Layout(YEAR, "地区,数值\n甲县,8\n乙县,9", "jia.gdp: 8, yi.gdp: 9", file="2022年各县生产总值（亿元）"),
    "units of measure for two kinds of figures": Layout(Q3, "数量单位：起　金额单位：元,,\n地区,火灾起数,诈骗损失\n甲县,8,20000\n乙县,9,30000", "jia.fire: 8, jia.loss: 2, yi.fire: 9, yi.loss: 3"),
    "a unit of measure in a footnote": Layout(Q3, "地区,诈骗损失\n甲县,20000\n乙县,30000\n注：损失金额以元计。,", "jia.loss: 2, yi.loss: 3"),
    "单位 in the corner above indicators": Layout(Q3, "单位,甲县,乙县\n火灾起数,8,9\n诈骗损失（元）,20000,30000", "jia.fire: 8, jia.loss: 2, yi.fire: 9, yi.loss: 3"),
    "a table of a month in the folder of a quarter": Layout(Q3, "2019年6月各县火灾情况\n地区,火灾起数\n甲县,8", "", "V07"),
    "the day of making below a title": Layout(Q3, "各县火灾情况\n2019年10月\n地区,火灾起数\n甲县,8", "jia.fire: 8"),
    "a quarter without its year": Layout(Q3, "地区,Q2,Q3\n甲县,8,9", "", "V07", name="火灾起数"),
    "quarters below their year": Layout(Q3, "地区,2019年,\n,Q2,Q3\n甲县,8,9", "jia.fire: 9", "T09", name="火灾起数"),
    # how words are built, whatever the phrase
    "changes against other bases": Layout(YEAR, "地区,2022年,去年基数,比上年增长(%),较2021年±%,两年平均增长%,2022年为2021年%,占全市比重(%)\n甲县,9,8,12.5,12.5,6,112,60\n乙县,3,2,50,50,20,150,40", "jia.gdp: 9|8, yi.gdp: 3|2", "T09", file="生产总值"),
    "changes below a name": Layout(Q3, "单位,火灾起数,,,,\n,本季（起）,上年同期,较上年同期±%,增减率,升降幅度\n甲县,5,4,25,25,25\n乙县,6,5,20,20,20", "jia.fire: 5|4, yi.fire: 6|5", "T09"),
    "a base of 100 is an index": Layout(YEAR, "（上年=100）\n地区,2021年,2022年\n甲县,105,104\n乙县,104,103", "", "T05", file="生产总值"),
    "nothing but tasks and ranks": Layout(Q3, "单位,火灾起数（任务数）,火灾起数排名\n甲县,5,1\n乙县,6,2", "", "T05"),
    "a total below a name": Layout(Q3, "单位,火灾起数,\n,合计,得分\n甲县,5,90\n乙县,6,80", "jia.fire: 5, yi.fire: 6", "T09"),
    "a total of months is no quarter": Layout(Q3, "单位,火灾起数,,\n,1月,2月,合计\n甲县,1,2,3\n乙县,2,2,4", "", "V07"),
    "two-digit years": Layout(YEAR, "地区,21年,22年\n甲县,8,9\n乙县,2,3", "jia.gdp: 9|8, yi.gdp: 3|2", file="生产总值"),
    "several years are none of them": Layout(YEAR, "地区,2021—2022年\n甲县,17\n乙县,5", "", "V07", file="生产总值"),
    "two years at once": Layout(YEAR, "地区,2021年、2022年\n甲县,17\n乙县,5", "", "T03", file="生产总值"),
    "years in a title above their columns": Layout(YEAR, "2021-2022年各县（市、区）生产总值\n地区,2021,2022\n甲县,8,9\n乙县,2,3", "jia.gdp: 9|8, yi.gdp: 3|2"),
    "how far a figure is settled": Layout(YEAR, "地区,2021年（最终核实数）,2022(P)\n甲县,8,9\n乙县,2,3", "jia.gdp: 9|8, yi.gdp: 3|2", file="生产总值"),
    "English months": Layout("2022-09", "地区,Aug-22,Sep-22\n甲县,8,9\n乙县,2,3", "jia.gdp: 9, yi.gdp: 3", "T09", file="生产总值"),
    "until this month": Layout("2022-09", "地区,本月,1-本月,1-本月上年同期\n甲县,1,9,8\n乙县,1,3,2", "jia.backlog: 9|8, yi.backlog: 3|2", "T09", file="积案化解数"),
    # what stands beside names
    "numbers and marks": Layout(Q3, "序号,单位,1.火灾起数①,（二）隐患整改率（单位：%）,（3）服务评分*\n1,1.甲县,5,95,80\n2,乙县a),6,96,81", "jia.fire: 5, jia.hazards: 95, jia.service: 80, yi.fire: 6, yi.hazards: 96, yi.service: 81", "T09"),
    "a number that is part of a period": Layout(Q3, "单位,一、二季度\n甲县,5\n乙县,6", "", "T03", file="火灾起数"),
    "translations in cells": Layout(YEAR, "地区⏎Region,生产总值⏎(亿元)⏎Gross Regional Product⏎(100 million yuan)\n甲县 Jia County,8\n乙县 Yi County,9", "jia.gdp: 8, yi.gdp: 9"),
    "translations in lines": Layout(YEAR, "地  区,生产总值,第三产业占比\nRegion,Gross Regional Product,Share of Tertiary Industry\n,(亿元),(%)\n,(100 million yuan),(%)\n甲县,8,45\n乙县,9,46", "jia.gdp: 8, jia.share_tertiary: 45, yi.gdp: 9, yi.share_tertiary: 46"),
    "lines and columns that describe": Layout(Q3, "单位,火灾起数,隐患整改率\n计分方法,极差法,完成率\n责任单位,消防,平安办\n指标代码,A01,A02\n甲县,5,95\n乙县,6,96", "jia.fire: 5, jia.hazards: 95, yi.fire: 6, yi.hazards: 96"),
    "columns that describe beside units across": Layout(Q3, "序号,指标,计量单位,责任单位,甲县,乙县\n1,火灾起数,起,消防,5,6\n2,诈骗损失,元,公安,50000,60000", "jia.fire: 5, jia.loss: 5, yi.fire: 6, yi.loss: 6", "T09 T09"),
    "parts below units across": Layout(Q3, "指标,甲县,,乙县,\n,本期,同期,本期,同期\n火灾起数,5,4,6,5\n服务评分,80,70,81,71", "jia.fire: 5, jia.service: 80, yi.fire: 6, yi.service: 81", "T09"),
    "numbers of columns with a formula": Layout(YEAR, "地区,生产总值,第三产业占比\n甲栏,（1）,（2）=（1）/3\n甲县,8,45\n乙县,9,46", "jia.gdp: 8, jia.share_tertiary: 45, yi.gdp: 9, yi.share_tertiary: 46"),
    "rows that are no units": Layout(Q3, "单位,火灾起数\n甲县,5\n乙县,6\n市均,6\n目标值,4\n上年同期,9\n去年同期合计,9\n增减%,22", "jia.fire: 5, yi.fire: 6"),
    "footnotes by letters and a table that goes on": Layout(YEAR, "地区,生产总值\n甲县,9 a)\n3-1 续表 continued\n地区,生产总值\n乙县,3\na.按当年价格计算。\n*2022年为快报数。", "jia.gdp: 9, yi.gdp: 3"),
    "a unit behind that above it": Layout(Q3, "单位,火灾起数\n样例市甲县,5\n样例市乙县,6", "jia.fire: 5, yi.fire: 6"),
    # what a line above says
    "several keys in one line": Layout(Q3, "指标名称：诈骗损失，期间：2019年三季度；计量单位：元\n单位,数值\n甲县,50000\n乙县,60000", "jia.loss: 5, yi.loss: 6"),
    "a key with a seal": Layout(Q3, "单位（盖章）：乙县,,,2019年三季度\n序号,指标,计量单位,完成情况\n1,火灾起数,起,5", "yi.fire: 5", "T09"),
    "a title that begins with the year": Layout(YEAR, "2022年甲县国民经济主要指标\n指标,计量单位,绝对数,比上年增长（%）\n生产总值,亿元,88.5,5.6", "jia.gdp: 88.5"),
    "a title with the ordinal of the quarter": Layout(Q3, "甲县2019年第三季度指标完成情况\n指标,完成值\n火灾起数,5\n隐患整改率,95%", "jia.fire: 5, jia.hazards: 95"),
    "a number before the title": Layout(YEAR, "2-3 分地区生产总值,\n,单位：亿元\n地区,2022年\n甲县,9\n乙县,3", "jia.gdp: 9, yi.gdp: 3"),
    "two indicators in a title": Layout(Q3, "火灾起数服务评分统计表\n单位,本期\n甲县,9\n乙县,3", "", "T03"),
    "each field in its own unit of measure": Layout(Q3, "单位,诈骗损失（元）,上年同期（万元）,走访户数\n甲县,50000,6,\n乙县,70000,8,", "jia.loss: 5|6, yi.loss: 7|8", "T09"),
    "only last year's has one": Layout(Q3, "单位,诈骗损失,诈骗损失上年同期（元）\n甲县,5,60000\n乙县,7,80000", "jia.loss: 5|6, yi.loss: 7|8"),
    "two of them below a name": Layout(Q3, "单位,诈骗损失,\n,本期（元）,上年同期（万元）\n甲县,50000,6\n乙县,70000,8", "jia.loss: 5|6, yi.loss: 7|8"),
    "a long table with one for each field": Layout(Q3, "单位,指标,数值（元）,上年同期（万元）\n甲县,诈骗损失,50000,6\n乙县,诈骗损失,70000,8\n合计,诈骗损失,120000,14", "jia.loss: 5|6, yi.loss: 7|8"),
    "a long table whose value has none": Layout(Q3, "单位,指标,数值,上年同期（元）\n甲县,诈骗损失,5,60000\n甲县,火灾起数,,", "jia.loss: 5|6", "V03"),
    "a long table whose unit of measure can't be meant": Layout(Q3, "单位,指标,数值（件）\n甲县,诈骗损失,5", "", "V03"),
    "cumulative figures that are summed": Layout(Q3, "单位,指标,累计\n甲县,积案化解数,5\n乙县,积案化解数,7\n合计,积案化解数,13", "jia.backlog: 5, yi.backlog: 7", "A03"),
    "a change beside figures in another size": Layout(Q3, "单位,诈骗损失（元）,同比\n甲县,50000,25%\n乙县,70000,30%", "jia.loss: 5, yi.loss: 7"),
    "a pivot table": Layout(Q3, "行标签,求和项:火灾起数\n甲县,5\n乙县,7\n总计,12", "jia.fire: 5, yi.fire: 7"),
    "a pivot table of means": Layout(Q3, "行标签,平均值项:火灾起数\n甲县,5\n乙县,7\n总计,6", "", "T03"),
    "changes beside each period of a long table": Layout("2022-09", "指标名称,单位,9月,增长%,1-9月,增长%\n积案化解数,件,3,1,30,5", "jia.backlog: 30", "T09 T09", name="甲县"),
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings_in(tmp_path_factory.mktemp("settings"))


def table_of(layout: Layout) -> Table:
    """The cells of a layout, each line as long as the longest; ⏎ is a line break within a cell."""
    lines = [line.replace("⏎", "\n").split(",") for line in layout.text.split("\n")]
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def expected(layout: Layout) -> Cells:
    cells: Cells = {}
    for said in filter(None, layout.cells.split(", ")):
        key, value = said.split(": ")
        unit, indicator = key.split(".")
        cells[unit, indicator] = value
    return cells


def told(problems: list[Problem]) -> list[str]:
    """The codes of what was said, skipped lines aside; where something is refused, of that."""
    errors = [problem.code for problem in problems if problem.severity == "error"]
    return errors or [problem.code for problem in problems if problem.code not in ("T06", "N03")]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_of_a_layout_is_read_exactly_or_refused(settings: Settings, name: str) -> None:
    layout = LAYOUTS[name]
    path = f"content/results/{layout.period}/{layout.file}.csv"
    cells, problems = read(settings, layout.period, sheet_of(table_of(layout), layout.name or None, path))
    assert (cells, sorted(told(problems))) == (expected(layout), sorted(layout.codes.split())), problems


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_reads_like_the_same_table_as_text(settings: Settings, tmp_path: Path, kind: str) -> None:
    """All layouts in books of each kind that offices send."""
    titles = {name: f"t{number}" for number, name in enumerate(LAYOUTS)}
    tables = {titles[name]: table_of(layout) for name, layout in LAYOUTS.items()}
    problems: list[Problem] = []
    sheets = {
        path.stem if kind == "xls" else sheet.place.sheet: sheet
        for path in WRITERS[kind](tmp_path, tables)
        for sheet in read_sheets(path, path.name, problems)
    }
    assert not problems
    for name, layout in LAYOUTS.items():
        path = f"content/results/{layout.period}/{layout.file}.{kind}"
        renamed = sheet_of([row.cells for row in sheets[titles[name]].rows], layout.name or None, path)
        assert read(settings, layout.period, renamed)[0] == expected(layout), name


@st.composite
def placed(draw: st.DrawFn) -> tuple[str, str, str]:
    """A table of one indicator with its period and its name at any place where a label can stand: text, sheet, file."""
    period = draw(st.sampled_from(["2019年三季度", "二〇一九年第三季度", "2019Q3", "三季度", "本期"]))
    name = draw(st.sampled_from(["火灾起数", "火灾 起数", "火灾起数（起）"]))
    place = draw(st.sampled_from(["header", "joined", "above", "title", "sheet", "file"]))
    rows = "甲县,5\n乙县,6"
    return {
        "header": (f"单位,{name}\n{rows}", period if period != "本期" else "", "表"),
        "joined": (f"单位,{period}{name}\n{rows}", "", "表"),
        "above": (f"单位,{name}\n,{period}\n{rows}", "", "表"),
        "title": (f"{name}情况表\n单位,{period}\n{rows}", "", "表"),
        "sheet": (f"单位,{period}\n{rows}", name, "表"),
        "file": (f"单位,{period}\n{rows}", "Sheet1", name),
    }[place]


@given(placed())
def test_a_label_means_the_same_wherever_it_stands(settings: Settings, table: tuple[str, str, str]) -> None:
    text, name, file = table
    rows = list(csv.reader(io.StringIO(text)))
    cells, problems = read(
        settings, Q3, sheet_of(padded(rows), name or None, f"content/results/2019Q3/{file}.csv")
    )
    assert cells == {("jia", "fire"): "5", ("yi", "fire"): "6"}, problems


@given(
    placed(), st.sampled_from(["上年同期", "目标值", "2018年三季度", "二季度", "2019年上半年", "去年同期"])
)
def test_a_label_of_another_value_keeps_it_out_wherever_it_stands(
    settings: Settings, table: tuple[str, str, str], other: str
) -> None:
    text, name, file = table
    for rows, sheet in (
        ([[other], *csv.reader(io.StringIO(text))], name),
        (list(csv.reader(io.StringIO(text))), other),
    ):
        cells, problems = read(
            settings, Q3, sheet_of(padded(rows), sheet or None, f"content/results/2019Q3/{file}.csv")
        )
        assert not cells
        assert any(problem.severity == "error" for problem in problems)


def padded(rows: list[list[str]]) -> Iterator[list[str]]:
    width = max(map(len, rows))
    return (row + [""] * (width - len(row)) for row in rows)


MAPPED: dict[str, tuple[str, str, str]] = {  # the lines of mapping.yml, the table, the cells
    "what a column is": ("{file: '*', columns: {B: 火灾起数, C: 火灾起数（上年同期）, D: 不读}}", "单位,一栏,二栏,三栏\n甲县,5,4,9\n乙县,6,3,9", "jia.fire: 5|4, yi.fire: 6|3"),
    "other columns left out": ("{file: 表.csv, others: 不读}", "单位,火灾起数,其中：电气火灾\n甲县,5,4\n乙县,6,3", "jia.fire: 5, yi.fire: 6"),
    "the indicator of a table": ("{file: '*.csv', indicator: 诈骗损失（元）}", "单位,本期\n甲县,50000\n乙县,60000", "jia.loss: 5, yi.loss: 6"),
    "header, units and rows": ("{file: 表.csv, header: 2, unit: B, skip_rows: 3, columns: {A: 不读}}", "报,表,\n代号,名,火灾起数\n0,未定,7\n1,甲县,5\n2,乙县,6", "jia.fire: 5, yi.fire: 6"),
    "a table of one unit": ("{file: 表.csv, unit: 甲县}", "指标,完成值\n火灾起数,5\n服务评分,80", "jia.fire: 5, jia.service: 80"),
    "rows as a list, the ending in capitals": ("{file: 表.CSV, skip_rows: [2, 3]}", "单位,火灾起数\n甲县,7\n乙县,8\n甲县,5", "jia.fire: 5"),
    "the unit of measure of a table that names its indicator": ("{file: 表.csv, indicator: 诈骗损失（元）}", "单位,诈骗损失,上年同期\n甲县,50000,60000", "jia.loss: 5|6"),
    "what stands above a mapped column besides a name": ("{file: 表.csv, columns: {B: 诈骗损失, C: 诈骗损失}}", "单位,诈骗情况（元）,\n,三季度,同期\n甲县,50000,60000", "jia.loss: 5|6"),
    "another unit of measure than stands there": ("{file: 表.csv, columns: {B: 诈骗损失（万元）}}", "单位,金额（港元）\n甲县,5", "jia.loss: 5"),
    "a rate that is the indicator": ("{file: 表.csv, columns: {B: 隐患整改率}}", "单位,完成率（%）\n甲县,95", "jia.hazards: 95"),
    "a row of a table with units across": ("{file: 表.csv, columns: {'2': 火灾起数}}", ",甲县,乙县\n电火,5,6", "jia.fire: 5, yi.fire: 6"),
}  # fmt: skip


@pytest.mark.parametrize("name", MAPPED)
def test_a_mapping_says_what_a_table_does_not(settings: Settings, tmp_path: Path, name: str) -> None:
    written, text, cells = MAPPED[name]
    (tmp_path / "content/results/2019Q3").mkdir(parents=True)
    (tmp_path / "content/results/2019Q3/mapping.yml").write_text(
        f"tables:\n  - {written}\n", encoding="utf-8"
    )
    problems: list[Problem] = []
    mapping = read_mappings(tmp_path, settings, problems)[Q3].of("表.csv", None)
    assert mapping is not None, problems
    layout = Layout(Q3, text, cells)
    sheet = sheet_of(table_of(layout), None, "content/results/2019Q3/表.csv")
    unmapped, _ = read(settings, Q3, sheet)
    found, problems = read(settings, Q3, sheet, mapping)
    assert unmapped != expected(layout)
    assert found == expected(layout), problems


ODD_NAMES = [
    "表.csv",
    "表[1].csv",
    "甲, 乙.csv",
    "表 # 2.csv",
    "@表.csv",
    "- 表.csv",
    "表{1}.csv",
    "表'x.csv",
    "!x.csv",
]


def test_the_lines_that_check_proposes_mend_the_tables(settings: Settings, tmp_path: Path) -> None:
    """What T03 says to write is written as it says, one line below the other, and each table is read."""
    rows = [["单位", "火灾起数", "电气火灾数"], ["甲县", "5", "4"]]
    sheets = {name: sheet_of(rows, None, f"content/results/2019Q3/{name}") for name in ODD_NAMES}
    proposed = []
    for sheet in sheets.values():
        (problem,) = [p for p in read(settings, Q3, sheet)[1] if p.code == "T03"]
        path, _, lines = problem.fix.partition("可以写在 ")[2].partition(" 里：")
        proposed.append(f"{lines}\n")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("".join(proposed), encoding="utf-8")
    mappings = read_mappings(tmp_path, settings, problems := [])[Q3]
    assert not problems
    for name, sheet in sheets.items():
        assert read(settings, Q3, sheet, mappings.of(name, None))[0] == {("jia", "fire"): "5"}


AGAINST = [  # a table, what a mapping says of it, what is then read, or the code of the refusal
    ("地区,2021年\n甲县,8", "columns: {B: 生产总值}", "V07"),
    ("地区,2021年\n甲县,8", "columns: {B: 生产总值（2022年）}", "jia.gdp: 8"),
    ("地区,2021年\n甲县,8", "indicator: 人均产值", "N02"),
    ("地区,本期\n甲县,8", "indicator: 生产总值（2021年）", "T05"),
    ("地区,本期\n甲县,8", "indicator: 生产总值（上年同期）", "T05"),
    ("地区,上年同期\n甲县,8", "columns: {B: 生产总值}", "T05"),
    ("地区,目标数\n甲县,8", "columns: {B: 生产总值}", "T05"),
    ("地区,数量（户）\n甲县,8", "columns: {B: 生产总值}", "V03"),
    ("地区,生产总值\n甲县,8", "indicator: 诈骗损失", "T18"),
    ("地区,生产总值,诈骗损失\n甲县,8,9", "indicator: 诈骗损失", "T18"),
    ("地区,指标,数值\n甲县,生产总值,8", "indicator: 诈骗损失", "T18"),
    (",甲县,乙县\n生产总值,8,9", "indicator: 诈骗损失", "T18"),
    ("地区,生产总值\n甲县,8", "unit: 乙县", "T18"),
    ("填报单位：甲县\n指标,数值\n生产总值,8", "unit: 乙县", "T18"),
    ("填报单位：甲县\n指标,数值\n生产总值,8", "unit: 甲县", "jia.gdp: 8"),
]


@pytest.mark.parametrize(("text", "says", "found"), AGAINST)
def test_a_mapping_turns_nothing_into_what_it_is_not(
    settings: Settings, tmp_path: Path, text: str, says: str, found: str
) -> None:
    """What stands above a mapped column stays, unless the mapping says another; what both say differently is refused."""
    path = tmp_path / "content/results/2022/mapping.yml"
    path.parent.mkdir(parents=True)
    path.write_text(f"- {{file: 表.csv, {says}}}\n", encoding="utf-8")
    mapping = read_mappings(tmp_path, settings, [])[YEAR].of("表.csv", None)
    layout = Layout(YEAR, text, found if ":" in found else "")
    cells, problems = read(
        settings, YEAR, sheet_of(table_of(layout), None, "content/results/2022/表.csv"), mapping
    )
    errors = [p.code for p in problems if p.severity == "error"]
    assert errors[:1] == ([] if layout.cells else [found])
    assert not layout.cells or cells == expected(layout)


def test_what_is_not_recognised_is_told_with_what_to_write(settings: Settings) -> None:
    rows = [["调查表", "", ""], ["代号", "名", "火灾起数"], ["1", "城东", "7"], ["2", "城西", "8"]]
    _, (problem,) = read(settings, Q3, sheet_of(rows, None, "content/results/2019Q3/表.csv"))
    assert (problem.code, problem.place.row) == ("T01", 2)
    assert "多半第 2 行是表头，B 列是单位（城东、城西）" in problem.what
    assert "- {file: 表.csv, header: 2, unit: B}" in problem.fix


BOOK = {
    "2021年": [["地区", "生产总值"], ["甲县", "8"], ["乙县", "9"]],
    "2022年": [["地区", "生产总值"], ["甲县", "10"], ["乙县", "11"]],
    "填报说明": [["一、", "按年报填"], ["二、", "单位为亿元"]],
    "计算过程": [["项", "数"], ["合成", "8"]],
}


@pytest.mark.parametrize("mapped", [False, True])
def test_sheets_that_are_no_table_of_the_period_are_named_together(
    settings: Settings, tmp_path: Path, mapped: bool
) -> None:
    """One sheet a year, and sheets that explain: the folder's own is read."""
    resolver = Resolver(settings, Period.of(YEAR), unit_names(settings), indicator_names(settings), [])
    sheets = [sheet_of(rows, name, "content/results/2022/册.xlsx") for name, rows in BOOK.items()]
    (tmp_path / "content/results/2022").mkdir(parents=True)
    if mapped:
        lines = "tables: [{file: '*', sheet: 计算过程, read: 不读}]"
        (tmp_path / "content/results/2022/mapping.yml").write_text(lines, encoding="utf-8")
    mappings = read_mappings(tmp_path, settings, [])[YEAR]
    found = list(read_file(sheets, resolver, mappings, "册.xlsx"))
    values = [list(one.reader.values.observations["value"]) for one in found if one.reader.values is not None]
    assert values == [[10, 11]]
    told = [problem.what for problem in resolver.problems]
    others = "“填报说明”不是数据表" if mapped else "“填报说明”“计算过程”不是数据表"
    expected_first = ["工作表“2021年”是别的期间，没有读取。", f"工作表{others}，没有读取。"]
    assert told == [*expected_first, *(["工作表“计算过程”按 mapping.yml 不读，没有读取。"] if mapped else [])]


def test_a_sheet_of_another_period_alone_is_a_mistake(settings: Settings) -> None:
    resolver = Resolver(settings, Period.of(YEAR), unit_names(settings), indicator_names(settings), [])
    list(read_file([sheet_of(BOOK["2021年"], "2021年")], resolver, MappingsOfPeriod(), "册.xlsx"))
    assert [problem.code for problem in resolver.problems] == ["V07"]


def test_what_a_whole_column_has_is_one_problem(settings: Settings) -> None:
    """Twelve cells with an arrow, and twelve misspelt units: one problem each, with rows and examples."""
    rows = [
        ["单位", "火灾起数"],
        *([f"{n}县", f"↑{n}"] for n in range(12)),
        *(["甲县", f"↑{n}"] for n in range(12)),
    ]
    resolver = Resolver(settings, Period.of(Q3), unit_names(settings), indicator_names(settings), [])
    list(read_file([sheet_of(rows)], resolver, MappingsOfPeriod(), "册.csv"))
    assert sorted(problem.code for problem in resolver.problems) == ["N01", "V02"]
    (unknown,) = [problem for problem in resolver.problems if problem.code == "N01"]
    assert unknown.what == "不认识这个单位；同样的共 12 处（第 2-13 行），例如“0县”“1县”“2县”。"
