"""Whom the ads are for: ages, genders, interests, devices, languages."""
