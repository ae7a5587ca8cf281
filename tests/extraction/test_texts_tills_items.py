"""Line items of till rolls: names, counts, codes and discounts in rows of their own."""

from extraction.texts import find_lines
from tests.extraction.printed import TILL, lines


def items(text):
    found = find_lines(lines(text, width=TILL, rows=30))
    return [(line.description, line.quantity, line.amount) for line in found]


def test_a_name_a_code_and_a_count_in_three_rows():
    found = find_lines(
        lines(
            """
            TAX INVOICE
            PILLAR SINK TAP                   *S
            FZ02 - 6/54
            9072351          2 X 23.90     47.80
            PLASTIC BAGS                      *S
            99999            1 X 0.20       0.20
            Total                          48.00
            """,
            width=TILL,
            rows=30,
        )
    )
    assert [(line.description, line.quantity, line.amount) for line in found] == [
        ("PILLAR SINK TAP FZ02 - 6/54", "2", "47.80"),
        ("PLASTIC BAGS", "1", "0.20"),
    ]


def test_a_count_with_an_at_sign_is_no_mail_address():
    text = """
        DOCUMENT HOLDER A4
        5pc @ 1.15                  5.75 T
        SAND FINE                  12.00 T
        Total                      17.75
    """
    assert items(text) == [("DOCUMENT HOLDER A4", "5", "5.75"), ("SAND FINE", None, "12.00")]


def test_names_may_stand_below_their_numbers():
    text = """
        Item         Qty   Price     Amount
        5909999100164             15.25 SR
        COPPER ELBOW 15 MM
        4012345001235              3.55 SR
        PIPE CLIP 15 MM
        Total                     18.80
    """
    assert [name for name, _, _ in items(text)] == ["COPPER ELBOW 15 MM", "PIPE CLIP 15 MM"]


def test_a_discount_below_is_taken_off_the_item_over_it():
    text = """
        KOLANO 16 MM       2 x 12,50     25,00A
        OPUST 10%                        -2,50
        TASMA TEFLONOWA    1 x 2,40       2,40A
        SUMA PLN                         24,90
    """
    assert items(text) == [("KOLANO 16 MM", "2", "22.50"), ("TASMA TEFLONOWA", "1", "2.40")]


def test_a_member_discount_is_known_again_under_the_last_item():
    text = """
        PIPE CUTTER                12.00 Z
        Member Discount            -1.20
        SEALING TAPE               20.90 T
        Member Discount            -2.09
        Total                      29.61
    """
    assert [amount for _, _, amount in items(text)] == ["10.80", "18.81"]


def test_a_number_in_a_name_is_no_amount():
    text = """
        MENU KOMPLET                209.00
        Ice tea 0,41
        Patatas                      40.00
        TOTAL                       249.00
    """
    assert [amount for _, _, amount in items(text)] == ["209.00", "40.00"]


def test_a_price_beside_the_amount_gives_the_count():
    text = """
        2 x Kännchen Kaffee à 5,90 € 11,80 € A
        Anemone                       14,90 € B
        Tape @ 2,50       12          30,00
        Total                         56,70
    """
    assert items(text) == [
        ("Kännchen Kaffee", "2", "11.80"),
        ("Anemone", None, "14.90"),
        ("Tape", "12", "30.00"),
    ]


def test_a_shops_number_for_its_goods_is_no_count():
    text = """
        706 BINTANG FLOUR             1.35
        2 SPONGE                      5.00
        Total                         6.35
    """
    assert items(text) == [("706 BINTANG FLOUR", None, "1.35"), ("SPONGE", "2", "5.00")]


def test_goods_may_be_named_like_means_of_payment():
    text = """
        PIPE CLIP                     1.00
        SOAP CREAM BAR               26.50
        Total                        27.50
    """
    assert [amount for _, _, amount in items(text)] == ["1.00", "26.50"]


def test_a_misread_total_is_no_item():
    text = """
        PIPE CLIP                    10.00
        SOAP                         26.50
        SUMNE        EUR             36.50
        Mastercard   EUR             36.50
    """
    assert [amount for _, _, amount in items(text)] == ["10.00", "26.50"]


def test_an_amount_that_cannot_be_read_is_worked_out_but_not_sure():
    found = find_lines(
        lines(
            """
            DOVE SOAP                 RM26.5?0s
            10 X RM 2.65
            PIPE CLIP                 RM1.00 s
            Total                     30.00
            """,
            width=TILL,
            rows=30,
        )
    )
    assert [(line.quantity, line.amount) for line in found] == [("10", "26.50"), (None, "1.00")]
    assert found[0].confidence <= 0.5


def test_the_reader_whose_items_add_up_is_believed():
    text = """
        Item      Qty  Total
        PIPE CLIP  1   10.00
        SOAP                        26.50
        Total                       36.50
    """
    assert [amount for _, _, amount in items(text)] == ["10.00", "26.50"]
