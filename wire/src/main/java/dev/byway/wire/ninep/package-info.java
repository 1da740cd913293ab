/// 9P: 9P2000.L as Linux speaks it, 9P2000.u and 9P2000. Everything is little-endian. The names are
/// those of the Plan 9 manual, section 5, and of the protocol description that comes with diod.
package dev.byway.wire.ninep;
