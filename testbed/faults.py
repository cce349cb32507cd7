#!/usr/bin/python3
"""A reverse proxy between Updraft and the testbed's OpenStack that breaks what passes, and kills the service at a chosen request.

faults.py RULES HITS SERVICE   listens on 127.0.0.2, on the ports that OpenStack has on 127.0.0.1, until TERM

Only Updraft comes this way: its clouds.yaml names this Keystone, and the catalogue in a token's reply is rewritten to this address.
RULES is a JSON file, read again when it has changed, a list of
    {"service": "nova", "method": "POST", "path": "regex", "count": 3,    which requests, and how many of them; absent: all
     "delay": 20,               seconds before the answer
     "status": 429, "headers": {"Retry-After": "3"},    answer this and do not ask the service
     "after": true,             ask the service first and throw its answer away
     "kill": "before"}          SIGKILL to the process in the file SERVICE ("pid start-time"): before the request is passed on; "done":
                                when OpenStack has answered and Updraft has not heard of it; "told": when the answer has been sent
HITS gets a line for every request that met a rule.
"""
import http.client
import http.server
import json
import os
import re
import signal
import sys
import threading
import time

# an address that nobody's outgoing connection has: the testbed's network gives these any free port
HERE, THERE = '127.0.0.2', '127.0.0.1'
PORTS = {5000: 'keystone', 8774: 'nova', 9696: 'neutron', 9292: 'glance'}
HOP = {'connection', 'upgrade', 'http2-settings', 'keep-alive', 'transfer-encoding', 'content-length', 'te', 'trailer'}
BODY_MAX = 64 << 20


class Rules:
    """The rules that hold now; one with a count is used up."""

    def __init__(self, file, hits):
        self.file, self.hits, self.changed, self.rules, self.lock = file, hits, None, [], threading.Lock()

    def take(self, service, method, path):
        with self.lock:
            changed = os.stat(self.file).st_mtime_ns
            if changed != self.changed:
                with open(self.file) as f:
                    self.rules, self.changed = json.load(f), changed
            rule = next((r for r in self.rules if self._fits(r, service, method, path)), None)
            if rule is None:
                return {}
            if 'count' in rule:
                rule['count'] -= 1
            with open(self.hits, 'a') as f:
                f.write('%d %s %s %s %s\n' % (time.time(), service, method, path, json.dumps(rule)))
            return dict(rule)

    @staticmethod
    def _fits(rule, service, method, path):
        return (rule.get('service', service) == service and rule.get('method', method) == method
                and rule.get('count', 1) > 0 and re.search(rule.get('path', ''), path.partition('?')[0]))


def kill_service(file):
    """Only the very process that was started: a number the kernel has given to another is left alone."""
    with open(file) as f:
        pid, started = f.read().split()
    with open('/proc/%s/stat' % pid) as f:
        if f.read().rpartition(') ')[2].split()[19] == started:
            os.kill(int(pid), signal.SIGKILL)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def serve(self):
        port = self.server.server_port
        service = PORTS[port]
        length = int(self.headers.get('Content-Length') or 0)
        if length > BODY_MAX:
            self.send_error(413)
            return
        body = self.rfile.read(length)
        rule = RULES.take(service, self.command, self.path)
        if rule.get('kill') == 'before':
            kill_service(SERVICE)
            self.close_connection = True
            return
        if 'status' in rule and not rule.get('after'):
            time.sleep(rule.get('delay', 0))
            self.answer(rule['status'], {'Content-Type': 'application/json', **rule.get('headers', {})}, INJECTED)
            return
        try:
            status, headers, data = self.ask(port, body)
        except OSError:                           # nobody listens there: the same to Updraft, a connection that breaks
            self.close_connection = True
            return
        if service == 'keystone':
            data = data.replace(b'http://' + THERE.encode(), b'http://' + HERE.encode())
        if rule.get('kill') == 'done':
            kill_service(SERVICE)
            self.close_connection = True
            return
        time.sleep(rule.get('delay', 0))
        if 'status' in rule:
            status, headers, data = rule['status'], {'Content-Type': 'application/json'}, INJECTED
        self.answer(status, headers, data)
        if rule.get('kill') == 'told':
            kill_service(SERVICE)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = serve

    def ask(self, port, body):
        to = http.client.HTTPConnection(THERE, port, timeout=120)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
        to.request(self.command, self.path, body or None, headers)
        got = to.getresponse()
        data = got.read()
        to.close()
        return got.status, {k: v for k, v in got.getheaders() if k.lower() not in HOP}, data

    def answer(self, status, headers, data):
        try:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header('Content-Length', str(len(data)))
            self.end_headers()
            self.wfile.write(b'' if self.command == 'HEAD' else data)
            self.wfile.flush()
        except OSError:                           # Updraft no longer waits
            self.close_connection = True

    def log_message(self, *args):
        pass


INJECTED = json.dumps({'error': {'code': 0, 'message': 'injected'}}).encode()
if __name__ == '__main__':
    RULES, SERVICE = Rules(sys.argv[1], sys.argv[2]), sys.argv[3]
    for listening in PORTS:
        server = http.server.ThreadingHTTPServer((HERE, listening), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    signal.sigwait({signal.SIGTERM})
