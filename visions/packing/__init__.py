"""A workshop on its way into a bag: what goes in, read once and compared with its manifests."""
