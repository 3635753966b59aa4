"""Policies that a version of these tests does not meet, so that rules have to be waived."""

from __future__ import annotations

STRICT = """
name: strict
version: 1
description: Wants a better model than there is.
requires_key: {key}
stages: [{{name: review}}]
rules:
  - {{type: parity_passed}}
  - {{type: evidence_present, kind: parity}}
  - {{type: metric, task: binary, metric: roc_auc, at_least: 0.99}}
  - {{type: evidence_present, kind: risk}}
"""
"""Wants a better model than there is, and a register of risks; `key` says whether keys sign."""
RISKS = """
name: strict
version: 1
description: Wants a register of risks.
requires_key: false
stages: [{name: review}]
rules: [{type: parity_passed}, {type: evidence_present, kind: risk}]
"""
"""Wants a register of risks and a faithful export."""
