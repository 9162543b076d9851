"""Who advertises what: the name of the advertiser, its category and its product."""
