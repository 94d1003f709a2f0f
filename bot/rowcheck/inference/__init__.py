"""A list as it is -> the settings that a maintainer would have written for it. Pure.

`infer` is the way in; `written` makes the text of the settings, `told` what is said on the way.
"""
