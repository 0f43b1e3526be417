package io.faka.gateway;

import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.pipeline.SkuBoard;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.history.HistoryDesk;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.webhook.Webhooks;

/**
 * What the gateway needs of the node it stands in front of.
 *
 * @param ingress    the way into the pipeline
 * @param board      catalogue and stock for reads
 * @param apiKeys    who may do what
 * @param signatures judges signed requests; remembers nonces for all ports
 * @param codeKeys   seal and open codes
 * @param facts      what is told of the node
 * @param feed       the event feed; who made it closes it, after the gateway
 * @param webhooks   events pushed to URLs; closed likewise, before the feed
 * @param history    orders that have left memory; closed likewise
 */
public record GatewayServices(
        CommandIngress ingress,
        SkuBoard board,
        ApiKeys apiKeys,
        SignatureVerifier signatures,
        CodeKeys codeKeys,
        NodeFacts facts,
        EventFeed feed,
        Webhooks webhooks,
        HistoryDesk history) {}
