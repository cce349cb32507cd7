"""ready.py COMPUTES: waits until that many nova-computes are known to Nova and up."""
import subprocess
import sys
import time

from oslite import Os

want, end = int(sys.argv[1]), time.time() + 120
admin = Os('admin', 'admin', 'admin')
while time.time() < end:
    try:
        status, body, _ = admin.nova('GET', '/os-hypervisors/detail')
        if status == 200 and len([h for h in body['hypervisors'] if h['state'] == 'up']) >= want:
            sys.exit(0)
    except OSError:
        pass                                  # nova-api is not answering yet
    # a compute that is new to this database becomes known only by this command
    subprocess.call(['nova-manage', 'cell_v2', 'discover_hosts'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)
sys.exit('less than %d nova-computes are up after 120 s' % want)
