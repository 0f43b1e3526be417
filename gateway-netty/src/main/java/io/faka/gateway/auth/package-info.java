/** Who calls and what they may: API keys, bearer use, signatures, nonces, loopback without a key. */
package io.faka.gateway.auth;
