#!/usr/bin/python3
"""The hypervisor of the testbed: makes a guest of every server that Nova's compute driver shows in a folder.

watch.py REGEX     servers whose name fits REGEX become virtual machines, all others namespaces ('' fits none); runs until TERM
watch.py --clean   removes what guests of an earlier run have left

The driver (testbed/openstack/inside/testbed_virt.py) writes UUID.json and wants to read UUID.power and UUID.console.
Environment: VMS that folder, HYPERVISOR our own one, TESTBED the scripts, NS the namespace with the bridge.
"""
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

VMS, STATE, TESTBED, NS = (os.environ[name] for name in ('VMS', 'HYPERVISOR', 'TESTBED', 'NS'))
GUESTS, PAST = os.path.join(STATE, 'guests'), os.path.join(STATE, 'past')
PAST_KEPT = 50


def log(text):
    print(time.strftime('%H:%M:%S'), text, flush=True)


def read(path):
    try:
        with open(path) as f:
            return f.read()
    except OSError:
        return None


def write(path, data):
    """Whole or not at all: others read these files at any time."""
    with open(path + '.new', 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    os.rename(path + '.new', path)


def ip(*args):
    return subprocess.run(['ip', '-n', NS, *args], stderr=subprocess.DEVNULL).returncode == 0


class Cgroup:
    """All processes of one guest. It freezes and kills them at once, whatever they fork meanwhile."""
    ROOT = next((line.split()[1] for line in open('/proc/mounts') if line.split()[2] == 'cgroup2'), None)

    def __init__(self, name):
        if self.ROOT is None:
            sys.exit('no cgroup2 file system is mounted; guests are frozen and killed by it')
        self.path = os.path.join(self.ROOT, 'updraft-testbed-' + name)

    def _set(self, file, value):
        with open(os.path.join(self.path, file), 'w') as f:
            f.write(str(value))

    def create(self):
        os.makedirs(self.path, exist_ok=True)

    def enter(self):
        self._set('cgroup.procs', os.getpid())

    def freeze(self, frozen):
        self._set('cgroup.freeze', int(frozen))
        self._await('frozen %d' % frozen)

    def kill(self):
        if not os.path.isdir(self.path):
            return
        self._set('cgroup.kill', 1)
        self._await('populated 0')

    def remove(self):
        if os.path.isdir(self.path):
            os.rmdir(self.path)

    def _await(self, line):
        for _ in range(500):
            if line in (read(os.path.join(self.path, 'cgroup.events')) or '').split('\n'):
                return
            time.sleep(0.01)
        log('%s: still not "%s" after 5 s' % (self.path, line))


class Guest:
    def __init__(self, vm, kind):
        self.uuid, self.name, self.kind, self.ip = vm['uuid'], vm['name'], kind, vm['ips'][0]
        self.folder = os.path.join(GUESTS, self.uuid)
        self.port = 'v' + self.uuid.replace('-', '')[:12]
        self.cgroup = Cgroup(self.uuid)
        self.boots, self.process, self.frozen = 0, None, False
        os.makedirs(self.folder)
        write(self._file('user-data'), base64.b64decode(vm['user_data'] or ''))
        write(self._file('meta-data'), json.dumps({'instance-id': self.uuid, 'local-hostname': vm['hostname']}))   # JSON is YAML
        write(self._file('settings'), 'PORT=%s\nADDRESS=%s\nMAC=%s\nMEMORY_MIB=%d\n' % (
            self.port, self.ip, vm['macs'][0], vm['flavor']['memory_mb']))

    def _file(self, name):
        return os.path.join(self.folder, name)

    def follow(self, vm):
        """Makes the guest what Nova wants it to be."""
        want, boots = vm.get('power', 'running'), vm.get('boots', 1)
        if self.process and self.process.poll() is not None:
            self._ended_by_itself()
        if want == 'shutdown':
            self.pull_plug()
            self.boots = boots
        elif boots != self.boots:
            self.pull_plug()
            self._start()
            self.boots = boots
        if self.process:
            self._freeze(want in ('paused', 'suspended'))
        write(self._file('state'), '%s %s %s %s %s\n' % (self.uuid, self.name, self.kind, self.ip, self._state()))

    def _state(self):
        return 'off' if not self.process else 'frozen' if self.frozen else 'running'

    def _start(self):
        self.cgroup.create()
        runner = os.path.join(TESTBED, 'guest', 'run-' + self.kind)
        with open(self._file('console'), 'ab') as console:
            if not os.path.exists(os.path.join(VMS, self.uuid + '.console')):
                os.link(self._file('console'), os.path.join(VMS, self.uuid + '.console'))    # Nova removes its name, ours stays
            self.process = subprocess.Popen([runner, self.folder], stdin=subprocess.DEVNULL, stdout=console, stderr=console,
                                            start_new_session=True, preexec_fn=self.cgroup.enter)
        log('%s %s: started as %s on %s' % (self.name, self.uuid, self.kind, self.ip))

    def _ended_by_itself(self):
        state = 'shutdown' if self.process.returncode == 0 else 'crashed'
        self.pull_plug()
        log('%s %s: %s by itself' % (self.name, self.uuid, state))
        write(os.path.join(VMS, self.uuid + '.power'), state + '\n')

    def _freeze(self, frozen):
        if frozen == self.frozen:
            return
        # The cable too: a namespace guest's network is this machine's kernel, which would go on answering for it.
        if frozen:
            ip('link', 'set', self.port, 'down')
            self.cgroup.freeze(True)
        else:
            self.cgroup.freeze(False)
            ip('link', 'set', self.port, 'up')
        self.frozen = frozen
        log('%s %s: %s' % (self.name, self.uuid, 'frozen' if frozen else 'thawed'))

    def pull_plug(self):
        if not self.process:
            return
        self.cgroup.kill()
        self.process.wait()
        self.cgroup.remove()
        ip('link', 'del', self.port)
        self.process, self.frozen = None, False

    def destroy(self):
        self.pull_plug()
        self._keep_logs()
        clean(self.uuid)
        log('%s %s: gone' % (self.name, self.uuid))

    def _keep_logs(self):
        """What a guest had to say outlives it for a while: most tests that fail need it."""
        past = os.path.join(PAST, self.uuid)
        shutil.rmtree(past, ignore_errors=True)       # of a server that was rebuilt: the last guest counts
        os.makedirs(past)
        for name in 'console', 'upper/var/log/condor', 'upper/var/log/cloud-init.log':
            if os.path.exists(self._file(name)):
                shutil.move(self._file(name), past)
        for uuid in sorted(os.listdir(PAST), key=lambda u: os.path.getmtime(os.path.join(PAST, u)))[:-PAST_KEPT]:
            shutil.rmtree(os.path.join(PAST, uuid))


def clean(uuid):
    """Removes all that a guest has on this machine, as far as it is there."""
    cgroup = Cgroup(uuid)
    cgroup.kill()
    cgroup.remove()
    ip('link', 'del', 'v' + uuid.replace('-', '')[:12])
    shutil.rmtree(os.path.join(GUESTS, uuid), ignore_errors=True)


def clean_all():
    for uuid in os.listdir(GUESTS) if os.path.isdir(GUESTS) else ():
        clean(uuid)


def servers():
    found = {}
    for name in sorted(os.listdir(VMS)) if os.path.isdir(VMS) else ():
        if name.endswith('.json') and not name.startswith('.'):
            vm = json.loads(read(os.path.join(VMS, name)) or 'null')
            if vm:
                found[vm['uuid']] = vm
    return found


def stop(*_):
    raise SystemExit


def main(qemu):
    clean_all()
    os.makedirs(PAST, exist_ok=True)
    guests, unplugged = {}, set()
    signal.signal(signal.SIGTERM, stop)
    print('watching', VMS, flush=True)
    try:
        while True:
            vms = servers()
            for uuid in [u for u in guests if u not in vms]:
                guests.pop(uuid).destroy()
                for suffix in ('.power', '.console'):     # written just when Nova removed them
                    if os.path.exists(os.path.join(VMS, uuid + suffix)):
                        os.unlink(os.path.join(VMS, uuid + suffix))
            for uuid, vm in vms.items():
                if not vm['ips']:
                    if uuid not in unplugged:
                        log('%s %s: has no network, is not started' % (vm['name'], uuid))
                        unplugged.add(uuid)
                    continue
                if uuid not in guests:
                    guests[uuid] = Guest(vm, 'qemu' if qemu and re.search(qemu, vm['name']) else 'ns')
                guests[uuid].follow(vm)
            time.sleep(0.2)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)     # once is enough
        for guest in guests.values():
            guest.destroy()


if __name__ == '__main__':
    if sys.argv[1:] == ['--clean']:
        clean_all()
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit(__doc__)
