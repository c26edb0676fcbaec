from tests.publishing import looking

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" aria-labelledby="a-t" aria-describedby="a-d">'
    '<title id="a-t">Name</title><desc id="a-d">Shown</desc><text class="b c" x="1" y="2">one</text>'
    '<path class="line" d="M1 2L3 4.5L-1 0"/><circle class="dot" cx="5" cy="6" r="1"/></svg>'
)


def test_looking_reads_a_drawing_back():
    assert looking.name(DRAWING) == "Name"
    assert looking.description(DRAWING) == "Shown"
    assert looking.words(DRAWING) == ["one"]
    assert looking.words_of_class(DRAWING, "c") == ["one"]
    assert looking.corners(DRAWING, "line") == [[(1, 2), (3, 4.5), (-1, 0)]]
    assert looking.middle(looking.of_class(DRAWING, "dot")[0]) == (5, 6)
    assert looking.place(looking.elements(DRAWING, "text")[0]) == (1, 2)
    assert looking.size(DRAWING) == (10, 20)
    assert looking.flaws(DRAWING) == []


def test_looking_sees_flaws():
    styled = DRAWING.replace('class="dot"', 'style="fill:red" onclick="x"')
    doubled = DRAWING.replace('id="a-d"', 'id="a-t"')
    ruled = DRAWING.replace("</svg>", "<style/><script/></svg>")

    assert looking.flaws(styled) == [f"{looking.SVG}circle has a style", f"{looking.SVG}circle runs script"]
    assert looking.flaws(doubled) == ["id a-t stands twice", "id a-t stands twice", "nothing is called a-d"]
    assert looking.flaws(ruled) == [f"{looking.SVG}{name} has its own rules" for name in ("style", "script")]
