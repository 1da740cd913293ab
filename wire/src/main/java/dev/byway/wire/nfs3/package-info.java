/// NFS version 3, RFC 1813.
package dev.byway.wire.nfs3;
