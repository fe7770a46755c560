"""A package without a form, whose application has objects of its own: one that it must have, and a list of them."""

NAME = 'org.example.Farm'
FARM = {
    'manifest.yaml': """
Format: 1.0
Type: Application
FullName: org.example.Farm
Name: Farm
Description: A farm, its gate and its pens.
Author: tests
Tags: [sample]
Classes:
  org.example.Farm: Farm.yaml
  org.example.Pen: Pen.yaml
""",
    'Classes/Farm.yaml': """
Namespaces: {=: org.example, std: io.murano}
Name: Farm
Extends: std:Application
Properties:
  gate:
    Contract: $.class(Pen).owned().notNull()
  pens:
    Contract: [$.class(Pen).notNull()]
  yard:
    Contract: {muddy: $.bool().notNull(), acres: $.int().notNull()}
    Default: {muddy: true, acres: 3}
  address:
    Contract: $.string()
    Usage: Out
Methods:
  deploy:
    Body:
      - $.pens.select($.open())
      - $.address: '192.0.2.1'
""",
    'Classes/Pen.yaml': """
Namespaces: {=: org.example}
Name: Pen
Properties:
  label:
    Contract: $.string().notNull()
  lockPassword:
    Contract: $.string()
    Default: ''
  places:
    Contract: $.int().notNull().check($ > 0)
    Default: 4
  lamp:
    Contract: $.string()
    Usage: Out
Methods:
  open:
    Body:
      - $.lamp: concat('lamp of ', $.label)
""",
}
