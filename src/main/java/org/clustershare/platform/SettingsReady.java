package org.clustershare.platform;

import org.clustershare.platform.settings.Settings;

/** Told once at start, when the settings were read and before anything else is done. */
public record SettingsReady(Settings settings) {}
