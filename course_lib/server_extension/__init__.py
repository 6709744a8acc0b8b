"""Jupyter server extension: kernel messages leave at once.

jupyter_server leaves Nagle's algorithm on for kernel websockets, so a small message waits up to 40 ms for the
acknowledgement of the one before it. Every widget feels that; here TCP_NODELAY is set on each connection.

Beside it lies `labextension/`, what JupyterLab's page loads: typing into a locked cell of the course says why
it cannot be edited.
"""

SETTING = "kernel_websocket_connection_class"


def _jupyter_server_extension_points():
    return [{"module": "course_lib.server_extension"}]


def _load_jupyter_server_extension(server):
    """Let the server open its kernel websockets without delay, whatever class it was configured with."""
    settings = server.web_app.settings
    settings[SETTING] = without_delay(settings[SETTING])
    server.log.info("course_lib: kernel websockets send without delay")


def without_delay(connection_class):
    """Return a subclass of a kernel websocket connection that sets TCP_NODELAY when it connects.

    Parameters
    ----------
    connection_class : type
        Has `connect()` and `websocket_handler`, like every `BaseKernelWebsocketConnection`.

    Returns
    -------
    type
        The same class if it sets it already.
    """
    if getattr(connection_class, "sends_without_delay", False):
        return connection_class

    class WithoutDelay(connection_class):
        sends_without_delay = True

        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return WithoutDelay
