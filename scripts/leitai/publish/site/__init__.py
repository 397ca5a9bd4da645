"""The built tree: links checked, addresses kept, switched as a whole, sealed and archived."""
