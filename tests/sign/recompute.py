#!/usr/bin/env python3
"""Takes the digests of sign-offs again, from the file alone: python3 recompute.py FILE...

It follows the description in src/assessment/canonical.rs and shares no code with it. It needs PyYAML, and a file in which
no action was done and nothing was handed in since the sign-off. Exit status 1 when a digest is not as the file has it.
"""

import hashlib
import json
import sys

import yaml


def canonical(value, key=""):
    """The value as texts, sorted lists and groups; None when it says nothing."""
    if isinstance(value, list):
        items = [item for item in (canonical(item, key) for item in value) if item is not None]
        return sorted(items, key=lambda item: written(item).encode()) or None
    if isinstance(value, dict):
        keyed_by_data = key in ("answers", "by")
        kept = {
            name: canonical(below, name)
            for name, below in value.items()
            if keyed_by_data or name not in ("cleared", "parts")
        }
        return {name: below for name, below in kept.items() if below is not None} or None
    text = (value or "").strip()
    return text or None


def written(value):
    """JSON in the one way there is to write it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(fields):
    return "sha256:" + hashlib.sha256(written(fields).encode()).hexdigest()


def read(path):
    # The base loader takes every value as the text it is.
    with open(path, encoding="utf-8-sig") as file:
        data = yaml.load(file, Loader=yaml.BaseLoader)
    for answer in (data.get("answers") or {}).values():
        for action in answer.get("actions") or []:
            action.setdefault("status", "open")
    for sign_off in data.get("sign_off") or []:
        for dissent in sign_off.get("disagrees") or []:
            dissent.setdefault("publish", "false")
    return data


def without(group, *names):
    return {name: below for name, below in group.items() if name not in names}


def nameless(fields, sign_offs):
    """What the digest is taken over with which papers without names end."""
    fields = dict(fields)
    if "previous" in fields.get("cycle", {}):
        fields["cycle"] = {**fields["cycle"], "previous": without(fields["cycle"]["previous"], "digest")}
    if sign_offs:
        fields["sign_off"] = [without(sign_off, "name", "covers") for sign_off in sign_offs]
    return fields


def main(paths):
    wrong = count = 0
    for path in paths:
        data = read(path)
        sign_offs = [canonical(sign_off) for sign_off in data.pop("sign_off", None) or []]
        for name in ("format", "paper"):
            data.pop(name, None)
        fields = canonical(data)
        for index, sign_off in enumerate(sign_offs):
            own = {name: value for name, value in sign_off.items() if name != "covers"}
            found = digest({**fields, "sign_off": sign_offs[:index] + [own]})
            same = found == sign_off["covers"]
            count += 1
            wrong += not same
            print(f"{path}: {sign_off['role']} {sign_off['on']}: {'the same' if same else 'not the same: ' + found}")
        whole = {**fields, "sign_off": sign_offs} if sign_offs else fields
        print(f"{path}: whole {digest(whole)}")
        print(f"{path}: without names {digest(nameless(fields, sign_offs))}")
    print(f"{count} sign-offs, {wrong} of them not the same")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
