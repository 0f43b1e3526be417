package io.faka.gateway.tcp;

import io.faka.engine.pipeline.SkuBoard;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.session.CommandValidator;
import io.faka.gateway.session.GatewayLoop;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.SessionLimits;
import java.util.function.IntSupplier;

/** What the TCP connections of one event loop share: the loop's own tools, used by one connection at a time. */
final class TcpLoop {
    final GatewayLoop loop;
    final SessionLimits limits;
    final Authenticator authenticator;
    final NodeFacts facts;
    final IntSupplier httpPort;
    final CommandValidator validator = new CommandValidator();
    final RefusalReply refusal = new RefusalReply();
    final SessionFrames frames = new SessionFrames();
    final OrderReplyOpener opener;
    final ImportSealer sealer;
    final CodeMover codes;
    final ContentMover contents;
    final LineTools lines;

    TcpLoop(
            GatewayLoop loop,
            SessionLimits limits,
            Authenticator authenticator,
            CodeKeys codeKeys,
            SkuBoard board,
            NodeFacts facts,
            IntSupplier httpPort) {
        this.loop = loop;
        this.limits = limits;
        this.authenticator = authenticator;
        this.facts = facts;
        this.httpPort = httpPort;
        CodeCipher cipher = new CodeCipher(codeKeys);
        this.opener = new OrderReplyOpener(cipher);
        this.codes = new CodeMover(cipher);
        this.contents = new ContentMover(cipher);
        this.sealer = new ImportSealer(cipher, loop.orderIds());
        this.lines = new LineTools(cipher, board);
    }
}
