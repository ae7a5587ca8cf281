"""What callers hand to the ledger: owners of accounts, and legs to be posted. Values only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kinds import Holder, Unit


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Whose account: one of the kinds of `Holder`, and a reference that the ledger stores and never looks into."""

    kind: str
    ref: str

    def __post_init__(self) -> None:
        """An unknown kind fails here and not in the database."""
        object.__setattr__(self, "kind", Holder(self.kind))

    @classmethod
    def participant(cls, uuid: UUID) -> "Owner":
        """A person who collects alone."""
        return cls(Holder.PARTICIPANT, f"participant:{uuid}")

    @classmethod
    def company(cls, uuid: UUID) -> "Owner":
        """A firm whose people share one account; to the ledger the same kind of owner as a person."""
        return cls(Holder.PARTICIPANT, f"company:{uuid}")

    @classmethod
    def clerk(cls, user: UUID) -> "Owner":
        """A clerk who is rewarded; to the ledger the same kind of owner as a participant."""
        return cls(Holder.PARTICIPANT, f"clerk:{user}")

    @classmethod
    def partner(cls, distributor: UUID) -> "Owner":
        """A distributor that is rewarded, apart from the account out of which it pays."""
        return cls(Holder.PARTICIPANT, f"distributor:{distributor}")

    @classmethod
    def organizer(cls, program: UUID) -> "Owner":
        """The program's organizer; each program has one."""
        return cls(Holder.ORGANIZER, f"program:{program}")

    @classmethod
    def distributor(cls, uuid: UUID) -> "Owner":
        """A distributor that pays an award itself."""
        return cls(Holder.DISTRIBUTOR, f"distributor:{uuid}")

    @classmethod
    def course(cls, uuid: UUID) -> "Owner":
        """A course, which takes training credits in and may give points."""
        return cls(Holder.COURSE, f"course:{uuid}")

    @classmethod
    def expired(cls, program: UUID) -> "Owner":
        """Where points go after their last day; each program has one."""
        return cls(Holder.EXPIRED, f"program:{program}")

    @property
    def debt(self) -> "Owner":
        """The account beside a participant's that says what later awards have to make up for."""
        return Owner(Holder.OWED, self.ref)


@dataclass(frozen=True, slots=True)
class Leg:
    """`amount` (a whole number above zero) of `unit` goes from `debit` to `credit`, to be used up to `expires_on`.

    With `stretch` (`programs.lasting`) each later award moves that day further.
    `note` is shown on the statement and can never be deleted: no personal data in it.
    """

    unit: str
    debit: Owner
    credit: Owner
    amount: int
    expires_on: date | None = None
    stretch: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """A leg that cannot be posted is a mistake of the caller, so it fails where it is made."""
        object.__setattr__(self, "unit", Unit(self.unit))
        if type(self.amount) is not int or self.amount <= 0:
            raise ValueError(f"A leg moves a whole number above zero, not {self.amount!r}.")
        if self.debit == self.credit:
            raise ValueError("A leg goes from one account to another.")
        if self.expires_on and self.credit.kind != Holder.PARTICIPANT:
            raise ValueError("Only points of a participant expire.")
        if Holder.OWED in (self.debit.kind, self.credit.kind):
            raise ValueError("What a participant owes is kept by the ledger itself.")
