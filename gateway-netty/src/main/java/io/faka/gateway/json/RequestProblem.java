package io.faka.gateway.json;

import io.faka.codec.reply.ResultCode;

/** Why a request was refused before it became a command. Thrown inside this package without a stack trace, handed out as a value. */
public final class RequestProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResultCode code;
    private final String field;

    private RequestProblem(ResultCode code, String field, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** The bytes are not what their format says. */
    public static RequestProblem malformed(String detail) {
        return new RequestProblem(ResultCode.MALFORMED, "", detail);
    }

    /** A field is missing, has the wrong type or is out of its range. */
    public static RequestProblem invalid(String field, String detail) {
        return new RequestProblem(ResultCode.INVALID_FIELD, field, detail);
    }

    /** A field that the request does not have. */
    public static RequestProblem unknownField(String field) {
        return new RequestProblem(
                ResultCode.UNKNOWN_FIELD, field, "there is no field \"" + field + "\" in this request");
    }

    /** {@code MALFORMED}, {@code INVALID_FIELD} or {@code UNKNOWN_FIELD}. */
    public ResultCode code() {
        return code;
    }

    /** The field's name; empty if it is not about one. */
    public String field() {
        return field;
    }

    /** For people. */
    public String detail() {
        return getMessage();
    }

    /** The code as written on HTTP and JSON: {@code malformed}, {@code unknown_field}, {@code invalid_quantity}, ... */
    public String codeText() {
        return code == ResultCode.INVALID_FIELD ? "invalid_" + field : Names.of(code);
    }
}
