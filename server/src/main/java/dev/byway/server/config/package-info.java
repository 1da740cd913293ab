/// How a server is set up: the TOML file, and the short forms of the command line.
package dev.byway.server.config;
