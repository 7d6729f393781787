"""A bare WebKitGTK window for WebKitWebDriver: no toolbar, any size, fresh storage.

WebKitWebDriver starts it; see driver.mjs. The file named by WEBKIT_MEDIA_FILE holds the media features to pretend,
and is watched.
"""

import json
import os
import signal

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gio, GLib, Gtk, WebKit2  # noqa: E402

media_file = os.environ["WEBKIT_MEDIA_FILE"]


def apply_media(*_):
    try:
        with open(media_file, encoding="utf-8") as file:
            media = json.load(file)
    except (OSError, ValueError):
        return  # half written; another change follows
    settings = Gtk.Settings.get_default()
    settings.set_property("gtk-enable-animations", media.get("prefers-reduced-motion") != "reduce")
    settings.set_property("gtk-application-prefer-dark-theme", media.get("prefers-color-scheme") == "dark")


def create_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)

    window = Gtk.Window(decorated=False)
    window.add(view)
    window.set_default_size(800, 600)
    window.move(0, 0)
    window.show_all()
    window.present()
    view.grab_focus()
    window.get_window().focus(0)  # there is no window manager under Xvfb: take the focus ourselves
    view.connect("close", lambda _view: window.destroy())
    return view


def automation_started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("webkit-host")
    info.set_version(WebKit2.MAJOR_VERSION, WebKit2.MINOR_VERSION, WebKit2.MICRO_VERSION)
    session.set_application_info(info)
    session.connect("create-web-view", create_view)


apply_media()
monitor = Gio.File.new_for_path(media_file).monitor_file(Gio.FileMonitorFlags.NONE, None)
monitor.connect("changed", apply_media)

context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)
context.connect("automation-started", automation_started)

GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGTERM, Gtk.main_quit)
Gtk.main()
