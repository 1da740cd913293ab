/// See the module.
package dev.byway.server;
