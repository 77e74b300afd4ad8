"""The look and the manners of every page: base templates, components, words for numbers and moments, headers."""
