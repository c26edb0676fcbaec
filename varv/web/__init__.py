"""The face for people: addresses, forms, views and templates.

A view is five steps: gate, form, one verb, message, redirect. The only way from
an address to a row is ``gate.owned``; another region's row does not exist.
"""
