"""The smallest package that is of use, for its author to go on from: a server, a container on one, a Heat template."""

from collections.abc import Callable
from string import Template

import yaml

from murano_panel.domain.package import heat
from murano_panel.domain.package.heat import About
from murano_panel.domain.package.manifest import FILE
from murano_panel.domain.package.packing import zipped

SERVER, CONTAINER, HEAT = 'server', 'container', 'heat'


def starter(kind: str, about: About, logo: bytes = b'') -> bytes:
    """The zip. ``kind``: SERVER, CONTAINER or HEAT; the last part of ``about.fqn`` becomes the class's name."""
    return _STARTERS[kind](about, logo)


def _muranopl(class_text: Template, form_text: Template) -> Callable[[About, bytes], bytes]:
    def packed(about: About, logo: bytes) -> bytes:
        space, _dot, name = about.fqn.rpartition('.')
        words = {'fqn': about.fqn, 'space': space, 'name': name}
        manifest = {
            'Format': '1.4',
            'Type': 'Application',
            'FullName': about.fqn,
            'Name': about.name,
            'Description': about.description,
            'Author': about.author,
            'Tags': list(about.tags),
            'Classes': {about.fqn: f'{name}.yaml'},
            'UI': 'ui.yaml',
            **({'Logo': 'logo.png'} if logo else {}),
        }
        content = {
            FILE: yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True).encode(),
            f'Classes/{name}.yaml': class_text.substitute(words).encode(),
            'UI/ui.yaml': form_text.substitute(words).encode(),
        }
        return zipped(content | ({'logo.png': logo} if logo else {}))

    return packed


def _heat(about: About, logo: bytes) -> bytes:
    return heat.pack(about, _TEMPLATE.encode(), {}, logo)


# $$ is the dollar of MuranoPL and of YAQL.
_SERVER_CLASS = Template("""\
Namespaces:
  =: $space
  std: io.murano
  res: io.murano.resources
  conf: io.murano.configuration

Name: $name
Extends: std:Application

Properties:
  instance:
    Contract: $$.class(res:Instance).notNull()
  command:
    Contract: $$.string().notNull()
  url:
    Contract: $$.string()
    Usage: Out

Methods:
  # Runs at every deployment: what is done already must not be done again.
  deploy:
    Body:
      - If: $$.getAttr(deployed, false)
        Then:
          - Return:
      - $$reporter: $$.find(std:Environment).reporter
      - $$reporter.report($$this, 'Creating the server')
      - $$.instance.deploy()
      - $$reporter.report($$this, 'Running the command')
      - conf:Linux.runCommand($$.instance.agent, $$.command)
      - $$.url: format('http://{0}/', $$.instance.ipAddresses.first())
      - $$.setAttr(deployed, true)
""")

_SERVER_FORM = Template("""\
Version: 2.3

Application:
  ?:
    type: $fqn
  command: $$.main.command
  instance:
    ?:
      type: io.murano.resources.LinuxMuranoInstance
    name: generateHostname('', 1)
    flavor: $$.server.flavor
    image: $$.server.image
    keyname: $$.server.keypair

Forms:
  - main:
      fields:
        - name: command
          type: string
          label: Command
          description: What is run on the server once it is up.
          initial: apt-get install -y nginx
  - server:
      fields:
        - name: flavor
          type: flavor
          label: Flavor
        - name: image
          type: image
          imageType: linux
          label: Image
          description: It needs Murano's agent.
        - name: keypair
          type: keypair
          label: Key pair
          required: false
""")

_CONTAINER_CLASS = Template("""\
Namespaces:
  =: $space
  std: io.murano
  res: io.murano.resources
  conf: io.murano.configuration

Name: $name
Extends: std:Application

Properties:
  instance:
    Contract: $$.class(res:Instance).notNull()
  image:
    Contract: $$.string().notNull()
  port:
    Contract: $$.int().notNull().check($$ > 0 and $$ < 65536)
  url:
    Contract: $$.string()
    Usage: Out

Methods:
  # Runs at every deployment: what is done already must not be done again.
  deploy:
    Body:
      - If: $$.getAttr(deployed, false)
        Then:
          - Return:
      - $$reporter: $$.find(std:Environment).reporter
      - $$reporter.report($$this, 'Creating the host')
      - $$.instance.deploy()
      - $$reporter.report($$this, format('Starting {0}', $$.image))
      - $$command: format('docker run -d --restart=always -p {0}:{0} {1}', $$.port, $$.image)
      - conf:Linux.runCommand($$.instance.agent, $$command)
      - $$.url: format('http://{0}:{1}/', $$.instance.ipAddresses.first(), $$.port)
      - $$.setAttr(deployed, true)
""")

_CONTAINER_FORM = Template("""\
Version: 2.3

Application:
  ?:
    type: $fqn
  image: $$.container.image
  port: $$.container.port
  instance:
    ?:
      type: io.murano.resources.LinuxMuranoInstance
    name: generateHostname('', 1)
    flavor: $$.host.flavor
    image: $$.host.image

Forms:
  - container:
      fields:
        - name: image
          type: string
          label: Container image
          initial: nginx:1.27
          regexpValidator: '^[a-z0-9][a-z0-9./:_-]*$$'
          errorMessages:
            invalid: A name such as nginx:1.27.
        - name: port
          type: integer
          label: Port
          initial: 80
          minValue: 1
          maxValue: 65535
  - host:
      fields:
        - name: flavor
          type: flavor
          label: Flavor
        - name: image
          type: image
          imageType: linux
          label: Image
          description: It needs Murano's agent and Docker.
""")

_TEMPLATE = """\
heat_template_version: 2015-04-30

description: One server

parameters:
  flavor:
    type: string
    label: Flavor
    constraints:
      - custom_constraint: nova.flavor
  image:
    type: string
    label: Image
    constraints:
      - custom_constraint: glance.image
  network:
    type: string
    label: Network
    constraints:
      - custom_constraint: neutron.network

resources:
  server:
    type: OS::Nova::Server
    properties:
      flavor: {get_param: flavor}
      image: {get_param: image}
      networks:
        - network: {get_param: network}

outputs:
  address:
    description: The server's first address
    value: {get_attr: [server, first_address]}
"""

_STARTERS: dict[str, Callable[[About, bytes], bytes]] = {
    SERVER: _muranopl(_SERVER_CLASS, _SERVER_FORM),
    CONTAINER: _muranopl(_CONTAINER_CLASS, _CONTAINER_FORM),
    HEAT: _heat,
}
