"""Tries the running OpenStack as user-a: a server's whole life, its files, the quota, injected faults. Run by openstack/check."""
import base64
import json
import os
import sys
import time

from oslite import Os

start, failed = time.time(), []


def fact(words, true, seen=''):
    print('[check +%ds] %s %s%s' % (time.time() - start, 'ok   ' if true else 'WRONG', words, '' if true else ': %s' % (seen,)), flush=True)
    if not true:
        failed.append(words)


def eventually(seconds, ask, wanted):
    end = time.time() + seconds
    while ask() != wanted and time.time() < end:
        time.sleep(0.3)
    return ask()


def put(name, text):
    with open(name, 'w') as f:
        f.write(text)


user = Os('user-a', 'pw', 'proj-a')
flavors = {f['name']: f['id'] for f in user.nova('GET', '/flavors')[1]['flavors']}
image = user.glance('GET', '/images?name=tiny')[1]['images'][0]['id']
network = user.neutron('GET', '/networks?name=shared')[1]['networks'][0]['id']
subnet = user.neutron('GET', '/subnets')[1]['subnets'][0]
limits = user.nova('GET', '/limits')[1]['limits']['absolute']
fact('the quota is 20 instances, 40 cores', (limits['maxTotalInstances'], limits['maxTotalCores']) == (20, 40), limits)
fact("the gateway is the head", subnet['gateway_ip'] == '10.42.0.1', subnet)


def boot(name, flavor='m1.small'):
    return user.nova('POST', '/servers', {'server': {
        'name': name, 'flavorRef': flavors[flavor], 'imageRef': image, 'networks': [{'uuid': network}], 'metadata': {'made': 'by-check'},
        'user_data': base64.b64encode(b'#cloud-config\n').decode()}})


def status(uuid):
    code, body, _ = user.nova('GET', '/servers/' + uuid)
    return body['server']['status'] if code == 200 else code


def vm(uuid):
    try:
        with open('/vms/%s.json' % uuid) as f:
            return json.load(f)
    except OSError:
        return {}


code, body, _ = boot('check-1')
fact('POST /servers is accepted', code == 202, body)
uuid = body['server']['id']
seen = eventually(60, lambda: status(uuid), 'ACTIVE')
fact('the server becomes ACTIVE', seen == 'ACTIVE', seen)
fact('its file has name, user data, metadata', (vm(uuid).get('name'), base64.b64decode(vm(uuid).get('user_data', '')), vm(uuid).get('metadata'))
     == ('check-1', b'#cloud-config\n', {'made': 'by-check'}), vm(uuid))
fact('its file has an address of the network', vm(uuid).get('ips', [''])[0].startswith('10.42.') and vm(uuid)['networks'][0]['gateway'] == '10.42.0.1', vm(uuid))
for action, wanted, power in [('pause', 'PAUSED', 'paused'), ('unpause', 'ACTIVE', 'running'), ('os-stop', 'SHUTOFF', 'shutdown'), ('os-start', 'ACTIVE', 'running')]:
    user.nova('POST', '/servers/%s/action' % uuid, {action: None})
    seen = eventually(30, lambda: (status(uuid), vm(uuid)['power']), (wanted, power))
    fact('%s: %s, and its file says %s' % (action, wanted, power), seen == (wanted, power), seen)
fact('it was booted twice', vm(uuid)['boots'] == 2, vm(uuid))
put('/vms/%s.power' % uuid, 'shutdown')
seen = eventually(30, lambda: status(uuid), 'SHUTOFF')
fact('a guest that ends by itself is SHUTOFF', seen == 'SHUTOFF', seen)
put('/vms/%s.console' % uuid, 'hello from the guest\n')
code, body, _ = user.nova('POST', '/servers/%s/action' % uuid, {'os-getConsoleOutput': {}})
fact('the console log is served', code == 200 and 'hello' in body['output'], body)

other = Os('user-b', 'pw', 'proj-b')
fact('the other project does not see it', other.nova('GET', '/servers/' + uuid)[0] == 404)
code, body, _ = boot('check-huge', 'huge')
fact('huge exceeds the quota: 403', code == 403 and 'Quota exceeded' in body['forbidden']['message'], body)
gpu = boot('check-gpu', 'g1.gpu')[1]['server']['id']
seen = eventually(30, lambda: status(gpu), 'ERROR')
fact('g1.gpu finds no host: ERROR', seen == 'ERROR', seen)

put('/ctl/chaos.json', json.dumps([{'service': 'nova', 'path': '/limits', 'status': 429, 'headers': {'Retry-After': '3'}}]))
code, _, headers = user.nova('GET', '/limits')
fact('an injected 429 carries Retry-After', (code, headers.get('Retry-After')) == (429, '3'), (code, headers))
os.unlink('/ctl/chaos.json')
put('/ctl/compute.json', json.dumps({'rules': [{'name': 'check-hang', 'hang': True}]}))
hung = boot('check-hang')[1]['server']['id']
time.sleep(6)
seen = status(hung)
fact('an injected hang stays in BUILD', seen == 'BUILD', seen)
os.unlink('/ctl/compute.json')
seen = eventually(30, lambda: status(hung), 'ACTIVE')
fact('without the fault it becomes ACTIVE', seen == 'ACTIVE', seen)

for u in (uuid, gpu, hung):
    user.nova('DELETE', '/servers/' + u)
for u in (uuid, gpu, hung):
    seen = eventually(30, lambda: status(u), 404)
    fact('deleted: 404', seen == 404, seen)
fact('no file is left', not [f for f in os.listdir('/vms') if f[:36] in (uuid, gpu, hung)], os.listdir('/vms'))
ports = user.neutron('GET', '/ports')[1]['ports']
fact('no port is left', not [p for p in ports if p['device_id'] in (uuid, gpu, hung)], ports)
sys.exit(1 if failed else 0)
