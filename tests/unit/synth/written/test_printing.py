"""XML as the generator prints it."""

from keystage.synth.writing.printing import Printer


def test_an_element_of_nothing_is_left_out() -> None:
    printer = Printer()
    assert printer.leaf("A", "", 0) == printer.block("A", {"B": ""}, 0) == ""
    assert printer.leaf("A", "1 < 2", 1) == "  <A>1 &lt; 2</A>\n"


def test_an_empty_element_is_written_where_a_product_does() -> None:
    printer = Printer(lines=False, prefix="p:", empties=True)
    told = printer.block("A", {"B": "", "C": "x"}, 2)
    assert told == "<p:A><p:B/><p:C>x</p:C></p:A>"
