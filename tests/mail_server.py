"""A mail server of the tests' own: takes what is sent by SMTP (RFC 5321) and keeps it as it came."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Received:
    sender: str
    recipients: list[str] = field(default_factory=list)
    content: bytes = b""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        for line in self.rfile:
            verb, _space, rest = line.decode().strip().partition(" ")
            verb = verb.upper()
            if verb == "EHLO":
                # As all of today's do: text that is not ASCII may come as it is (RFC 6152).
                self.say("250-test")
                self.say("250 8BITMIME")
                continue
            if verb == "MAIL":
                self.mail = Received(rest.partition(" ")[0])
            elif verb == "RCPT":
                if self.server.refused and self.server.refused in rest:
                    self.say(f"550 {rest}: no such user")
                    continue
                self.mail.recipients.append(rest)
            elif verb == "DATA":
                self.say("354 go on")
                self.take()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def take(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            # A line that begins with a dot comes with one more (4.5.2).
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.mail.content = b"".join(lines)
        self.server.mails.append(self.mail)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def running(refused=""):
    """Give a server on a free port: `.mails`, `.server_address`. It refuses what has `refused` in it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        server.mails, server.refused = [], refused
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
