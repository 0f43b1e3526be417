package io.faka.gateway.http;

import io.faka.engine.pipeline.SkuBoard;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.history.HistoryDesk;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.session.SessionLimits;
import io.faka.gateway.webhook.Webhooks;

/**
 * What the HTTP port needs of its node.
 *
 * @param board                   catalogue and stock
 * @param apiKeys                 who may do what
 * @param signatures              judges signed requests
 * @param codeKeys                seal and open codes
 * @param facts                   clock and epoch
 * @param feed                    pages and streams of events
 * @param webhooks                events pushed to URLs
 * @param history                 orders that have left memory
 * @param allowLoopbackWithoutKey whether a caller on this machine needs no key
 * @param sessionLimits           of each connection
 * @param httpLimits              of each request
 */
public record HttpContext(
        SkuBoard board,
        ApiKeys apiKeys,
        SignatureVerifier signatures,
        CodeKeys codeKeys,
        NodeFacts facts,
        EventFeed feed,
        Webhooks webhooks,
        HistoryDesk history,
        boolean allowLoopbackWithoutKey,
        SessionLimits sessionLimits,
        HttpLimits httpLimits) {}
