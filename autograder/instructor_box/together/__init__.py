"""Tests that run in a fork of the student's box: sent there beside copies that must fail, judged here."""
