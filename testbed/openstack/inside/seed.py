"""Projects, users, flavors, an image and a network: what a test run starts from."""
from oslite import Os

FLAVORS = [('m1.tiny', 1, 512, 1), ('m1.small', 1, 2048, 20), ('m1.medium', 2, 4096, 40), ('m1.large', 4, 8192, 80), ('m1.xlarge', 8, 16384, 160),
           ('g1.gpu', 8, 8192, 100),        # no host has a GPU: "No valid host was found"
           ('huge', 4000, 1024, 1)]         # above every quota


def made(answer, wanted):
    status, body, _ = answer
    if status != wanted:
        raise SystemExit('seed: %s %s' % (status, body))
    return body


admin = Os('admin', 'admin', 'admin')
roles = {r['name']: r['id'] for r in admin.ks('GET', '/roles')[1]['roles']}
for letter in 'ab':
    project = made(admin.ks('POST', '/projects', {'project': {'name': 'proj-' + letter, 'domain_id': 'default'}}), 201)['project']['id']
    user = made(admin.ks('POST', '/users', {'user': {'name': 'user-' + letter, 'domain_id': 'default', 'password': 'pw'}}), 201)['user']['id']
    for role in ('member', 'reader'):
        made(admin.ks('PUT', '/projects/%s/users/%s/roles/%s' % (project, user, roles[role])), 204)

for name, vcpus, ram, disk in FLAVORS:
    flavor = made(admin.nova('POST', '/flavors', {'flavor': {'name': name, 'vcpus': vcpus, 'ram': ram, 'disk': disk}}), 200)['flavor']
    if name == 'g1.gpu':
        made(admin.nova('POST', '/flavors/%s/os-extra_specs' % flavor['id'], {'extra_specs': {'resources:VGPU': '1'}}), 200)

image = made(admin.glance('POST', '/images', {'name': 'tiny', 'disk_format': 'raw', 'container_format': 'bare', 'visibility': 'public',
                                              'min_ram': 0, 'min_disk': 0}), 201)
made(admin.glance('PUT', '/images/%s/file' % image['id'], raw=b'\0' * 1024, headers={'Content-Type': 'application/octet-stream'}), 204)

# The head is the gateway. Plain workers (condor/worker-start) use 10.42.255.x, guests get what Neutron gives their servers.
network = made(admin.neutron('POST', '/networks', {'network': {'name': 'shared', 'shared': True}}), 201)['network']['id']
made(admin.neutron('POST', '/subnets', {'subnet': {'network_id': network, 'name': 'shared-v4', 'ip_version': 4, 'cidr': '10.42.0.0/16',
                                                   'gateway_ip': '10.42.0.1', 'enable_dhcp': False,
                                                   'allocation_pools': [{'start': '10.42.0.10', 'end': '10.42.199.255'}]}}), 201)
