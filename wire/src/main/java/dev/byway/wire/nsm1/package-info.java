/// The network status monitor, version 1: who has restarted. X/Open XNFS chapter 11.
package dev.byway.wire.nsm1;
