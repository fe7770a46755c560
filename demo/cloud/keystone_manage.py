"""Several commands of keystone-manage in one process: loading Keystone takes longer than most of them.

Run: ``python keystone_manage.py --config-file keystone.conf -- COMMAND WORD… -- COMMAND WORD…``
"""

import sys
from itertools import groupby

from keystone.cmd import cli
from keystone.conf import CONF

first, *commands = [list(words) for edge, words in groupby(sys.argv[1:], '--'.__eq__) if not edge]
for command in commands:
    print(command[0], flush=True)
    CONF.reset()
    cli.main(argv=['keystone-manage', *first, *command])
