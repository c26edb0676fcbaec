"""One content, many forms.

A ``Document`` is plain values in order: headings, texts, judgements, tables,
figures (``parts.py``). ``numbering.py`` decides once what is Table 1 and Figure 2.
Then ``html.py``, ``word.py`` and ``pdf.py`` say it in three ways, so that the
page, the file that is sent and the file that is kept can never differ.

``figures`` are pure functions from plain values to SVG, each with its words and
its table. A missing value is drawn as missing; a stroke means evidence; yellow
means learning. ``typesetting.py`` is the only door to the typesetter: text goes
in as data and can never become markup.
"""
