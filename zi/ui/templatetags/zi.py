"""Template tags of the house; built in, no {% load %} needed."""

from django import template

register = template.Library()
