/// The status monitor: clients' machines say that they have restarted.
package dev.byway.server.nsm1;
