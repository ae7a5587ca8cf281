"""What participants answered when a sale was offered to them."""

from django.db import models

from distributors.models import Sale
from participants.models import Participant


class DeclinedSale(models.Model):
    """A sale that this person does not want offered any more. Colleagues may see it still."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="declined_sales", db_index=False
    )
    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="declined")
    declined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "sale"], name="a_person_declines_a_sale_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.sale}"
