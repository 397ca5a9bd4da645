"""How much a run tries: `make thorough` asks for more than `make test`."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = settings.get_current_profile_name() == "thorough"
