/// External Data Representation, RFC 4506.
package dev.byway.wire.xdr;
