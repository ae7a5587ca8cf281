"""Kinds of line in the head of a document: name, address, contact, registration, title."""

from __future__ import annotations

import re
from functools import lru_cache

from extraction.texts.folding import squeeze
from extraction.texts.parties import has_postal_code
from extraction.texts.roles import phrases

# "0" for "o" is an engine's habit: "Sp. z 0.0.", "s.r.0.".
_LEGAL = re.compile(
    r"\bsdn\.? ?bh?[do0]\b|\bsdn\b|\b[s5]/[b8]\b|\bs\.b\b|\bbhd\b|\bgmbh\b|\bag\b(?! )|\bag$|\bkg\b"
    r"|\bohg\b|\be\.?k\.?(?=\W|$)|\bug\b|\bse$|\bmbh\b|\bgbr\b"
    r"|sp(?:[.]|olka|ółka)? ?z ?[o0]\. ?[o0]|\bsp\. ?[jk]\b|spolka|\bs\. ?c\.|\bs\. ?a\.|s\.a\.$"
    r"|\bs\.? ?k\.? ?a?\.|s\. ?r\. ?[o0]|\ba\. ?s\.|\bspol\b"
    r"|\bltd\b|\blimited\b|\bllc\b|\binc\b|\bplc\b|\bcorp\b|\bllp\b|\bb\.? ?v\.?(?=\W|$)"
    r"|\bn\.? ?v\.?(?=\W|$)|\bs\.?a\.?r\.?l\b|\bsas\b|\bs\.?r\.?l\b|\bs\.?p\.?a\b"
    r"|\bs\. ?l\.?(?: ?u\.?)?(?=\W|$)|\bl(?:t)?da\b|\bunipessoal\b|\bbvba\b|\bcvba\b"
    r"|\bv\.? ?o\.? ?f\b|\beurl\b|\bsasu\b"
    r"|\bs\.? ?n\.? ?c\.?(?=\W|$)|\bv\. ?o\. ?s\.|\bk\. ?s\.|\be\.u\.|\bo\.?g\.$|\bzrt\b|\bd\. ?d\.|\bab$"
    r"|\bkft\b|\bd\.?o\.?o\b|\boy\b|\baps\b|\ba/s\b|p\.?p\.?h\.?u|f\.?h\.?u|\ba\.g\.$|\bpte\b|\bpty\b"
)
_TRADE = re.compile(
    r"enterprise|trading|restoran|restaurant|hardware|mart\b|market|store|shop\b|cafe|kopitiam|sdn"
    r"|perniagaan|syarikat|stationer|book|bakery|pharmacy|farmasi|hotel"
    r"|station|petrol|service|electric|centre|center|holding|industries|marketing|group|food|seafood"
    r"|kedai|pasar|machinery|motor|auto|gift|fashion|optic|clinic|klinik"
    r"|hurtown|sklep|firma|zaklad|przedsieb|handlow|handel|grosshandel|grosshandlung|baustoff|sanitar"
    r"|haustechnik|fachhandel|apotheke|markt|drogerie|gasthaus|backerei|hof\b"
    r"|supplies|supply|wholesale|plumb|builders|merchant|building|materials|instal|elektro|budowlan"
    r"|technik|obchod|restaurace|kavarna|coffee|steak|kitchen|bistro|pizz"
    r"|family|home|house|digi|supermarket|hyper|grocer|mini|print|video|photo|studio|fruit|tea\b"
    r"|chicken|burger|deco|light|sports?\b|beauty|salon|tyre|spare|accessor|paint|gallery"
    r"|eisenwaren|heizung|ferreter|quincaill|ferrament|zelez|drogar|bouwmarkt|fontaner|suministr|saneam|idraulic|termoidr"
    r"|impianti|edilizi|plomb|chauffag|bricol|ferragens|canaliz|materiai|loodgiet|groothandel|stavebn|topen|kurenie|instalat"
)
_ADDRESS = re.compile(
    r"\b\d{1,4}/\d{1,4}[a-z]?,|, ?\d{3} ?\d{2}$|^\(?\s?n[o0]\s?[.:,]|^n[o0] ?\d|^basement"
    r"|\bbasement \d|\bgnd flr|\bground floor|\bflr\b"
    r"|tingkat|\bbatu \d|^lot\b|\bjalan|\bjln\b|\btaman\b|\btmn\b|\blorong\b|\bkampung\b|\bkg\.? "
    r"|persiaran|lebuh|\bseksyen\b|\bpusat\b|kawasan|\bbandar\b|\bblo(?:ck|k) ?[a-z]?\d|\bblo(?:ck"
    r"|k) [a-z]\b"
    r"|selangor|kuala lumpur|\bjohor\b|\bpenang\b|pulau pinang|\bperak\b|melaka|sembilan|\bkedah\b"
    r"|pahang|wilayah|putrajaya|\bdarul\b|malaysia|\blevel \d|\b\d+(?:st|nd|rd|th) floor|\bfloor\b"
    r"|\bul\. ?|\bal\. |\baleja|\bos\. |\bplac\b|\bpl\. |stra(?:ss|s|b)e\b|straße|str\. ?\d|\bstr\."
    r"|\bweg \d|\bplatz\b|\bring \d|\ballee\b|\bgasse\b|(?:ring|damm|wall|weg|gasse|allee|ufer"
    r"|chaussee|markt|hof|berg|tal) ?\d|\broad\b|\brd\b|\bstreet\b|\bst\.,? |\bavenue\b"
    r"|\bave\b|\blane\b|\brue\b|\bpiazza\b|\bvia \b|\bnamesti\b|\bulice\b|\btrida\b|p\.? ?o\.? ?box"
    r"|\bunit [a-z]?\d|\bsuite\b|\bp\.?t\.? ?\d|\bs\.?s\.?\d|\bmukim\b|mall\b|\bplaza\b|\bindustrial\b"
)
_CONTACT = phrases(
    r"\bte ?[l1] ?[.:]|\btel\b|\btel \d|\bfax|telefon|phone|\bhp ?:|hotline|www|http|e ?mail|@|\binfo"
    r"|mobile|whatsapp|h/p|\bt:|\bf:|facebook|careline|customer service"
)
_REGISTER = re.compile(
    r"\b\(?\d{3,7} ?- ?[a-z0]\)?(?:\W|$)|^\(?[a-z]{0,4}\d{6,12}-?[a-z]?\)?$|\breg(?:istration)?\b"
    r"|\bgst\b|\bsst\b|\bnip\b|\broc\b|\bco\.? ?(?:no|reg)|\bcompany no|\bbrn\b|\bust\b|steuer"
    r"|\bhrb\b|\bkrs\b|\bregon\b|\bico?\b|\bdic\b|\bvat\b|\btax id|\buid\b|bdo\b|handelsreg|amtsgericht|licen[cs]e"
)
_COUNTRY = re.compile(
    r"^\W*(?:deutschland|germany|polska|poland|france|nederland|united (?:kingdom|states)|usa"
    r"|ceska republika|czech republic|osterreich|austria|schweiz|italia)(?: ?/ ?\w+)?\W*$"
)
_TITLE = phrases(
    r"invoice|receipt|rechnung|quittung|faktura|paragon|\bbill\b|bill ?:|cash (?:sales|bill)|uctenka"
    r"|doklad|lieferschein|\bbeleg|kassenbon|beleg\b|ticket client|original|copy|\bkopia|duplikat"
    r"|oryginal|facture|factuur|factura|fatura|fattura|scontrino|ricevuta|recibo|documento commerciale|\bresit\b|invois"
    r"|visualis|stylesheet|ratenplan|gutschrift|\bavoir\b|simplified|proforma|visualization|(?:^"
    r"|\b)page \d|seite \d|strona \d|\bnr\b|\bdate\b|\bdatum|\bdata\b|cashier|\bkasse\b|counter"
    r"|\btable\b"
)
_GREETING = re.compile(
    r"welcome|thank|guest|dane identyfik|dane kontakt|szczegoly|danke|dziekuj|witamy|zaprasz|vielen"
    r"|dekujeme|vitej|please|bon appetit"
    r"|open(?:ing)? (?:hours|daily)|offnungszeit|öffnung|godziny|owned by|operated|franchise"
    r"|managed by|formerly|subsidiary"
    r"|sagt |ihr kontakt|licensee|bon-id|\bid\b|^order|^tax\b|trust|since \d{4}|goods sold|non[- ]refund|member of"
    r"|^\W*(?:inh|wl)\. |^\W*(?:inhaber|wlasciciel|proprietor|titolare|majitel)\b"
)


@lru_cache(maxsize=2048)
def has_legal_form(folded: str) -> bool:
    """Whether a firm's legal form is named: Sp. z o.o., GmbH, Ltd and others."""
    return bool(_LEGAL.search(folded))


def legal_form_end(folded: str) -> int | None:
    """Where the last legal form ends, None without one."""
    ends = [match.end() for match in _LEGAL.finditer(folded)]
    return ends[-1] if ends else None


@lru_cache(maxsize=2048)
def has_trade_word(folded: str) -> bool:
    """Whether a word of trade is in it, such as hardware, Hurtownia or Baustoffe."""
    return bool(_TRADE.search(folded))


@lru_cache(maxsize=2048)
def is_address(folded: str) -> bool:
    """Whether it reads like a street, a district or a town with its postal code."""
    if has_legal_form(folded):
        folded = re.sub(r"\(.*?\)", " ", folded)
    return (
        bool(_COUNTRY.match(folded))
        or bool(_ADDRESS.search(folded))
        or has_postal_code(folded)
        or bool(re.match(r"\(?\d{5}\b", folded))
    )


@lru_cache(maxsize=2048)
def is_contact(folded: str) -> bool:
    """Whether it gives a telephone, a mail address or a web page."""
    return bool(_CONTACT.search(folded))


@lru_cache(maxsize=2048)
def is_registration(folded: str) -> bool:
    """Whether it gives a register or tax number."""
    return bool(_REGISTER.search(folded))


@lru_cache(maxsize=2048)
def is_title(folded: str) -> bool:
    """Whether it is a document's title or the name of one of its facts."""
    return bool(_TITLE.search(folded))


@lru_cache(maxsize=2048)
def is_greeting(folded: str) -> bool:
    """Whether it speaks to the customer or about the owner."""
    return bool(_GREETING.search(folded))


@lru_cache(maxsize=2048)
def is_wordy(folded: str) -> bool:
    """Whether most of it is letters: a name or a sentence, not a number."""
    plain = squeeze(folded)
    letters = sum(letter.isalpha() for letter in plain)
    return letters >= 2 and letters >= 0.6 * len(plain)
