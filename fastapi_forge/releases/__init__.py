"""The released versions of the built-in template, for all later versions of forge."""
