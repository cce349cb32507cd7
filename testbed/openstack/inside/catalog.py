"""Service users and endpoints, by plain REST (one start of the openstack command costs more than all of it)."""
from oslite import Os

SERVICES = [('glance', 'image', 'http://127.0.0.1:9292'), ('nova', 'compute', 'http://127.0.0.1:8774/v2.1'),
            ('placement', 'placement', 'http://127.0.0.1:8778'), ('neutron', 'network', 'http://127.0.0.1:9696')]


def made(answer, wanted=201):
    status, body, _ = answer
    if status != wanted:
        raise SystemExit('catalog: %s %s' % (status, body))
    return body


admin = Os('admin', 'admin', 'admin')
roles = {r['name']: r['id'] for r in admin.ks('GET', '/roles')[1]['roles']}
if 'service' not in roles:
    roles['service'] = made(admin.ks('POST', '/roles', {'role': {'name': 'service'}}))['role']['id']
project = made(admin.ks('POST', '/projects', {'project': {'name': 'service', 'domain_id': 'default'}}))['project']['id']
for name, kind, url in SERVICES:
    user = made(admin.ks('POST', '/users', {'user': {'name': name, 'domain_id': 'default', 'password': 'svc'}}))['user']['id']
    for role in ('admin', 'service'):
        made(admin.ks('PUT', '/projects/%s/users/%s/roles/%s' % (project, user, roles[role])), 204)
    service = made(admin.ks('POST', '/services', {'service': {'name': name, 'type': kind}}))['service']['id']
    for interface in ('public', 'internal', 'admin'):
        made(admin.ks('POST', '/endpoints', {'endpoint': {'service_id': service, 'interface': interface, 'region_id': 'RegionOne', 'url': url}}))
