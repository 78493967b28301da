package engine

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// The echo log: what SQLAlchemy prints with echo=True, as records of log/slog. A statement is one record: its SQL on one line, where the
// SQL came from, and the values.

// echoTransaction logs BEGIN (implicit), COMMIT and ROLLBACK. Savepoints are statements, and are logged as such.
func (e *Engine) echoTransaction(ctx context.Context, kind TransactionKind, name string) {
	switch kind {
	case Begin:
		e.echo(ctx, "BEGIN (implicit)")
	case BeginTwoPhase:
		e.echo(ctx, "BEGIN TWOPHASE (implicit)")
	case Commit, Rollback:
		e.echo(ctx, kind.String())
	}
}

func (e *Engine) echoStatement(ctx context.Context, ev *StatementEvent) {
	if !e.options.echo.Enabled(ctx, slog.LevelInfo) {
		return
	}
	values := parametersHidden
	if !e.options.hideParams {
		values = formatArgs(ev.Args, ev.Many)
	}
	e.echo(ctx, oneLine(safe(ev.SQL))+" "+ev.origin()+" "+values)
}

// oneLine joins the lines of a statement.
func oneLine(sql string) string {
	lines := strings.Split(strings.TrimSpace(sql), "\n")
	out := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, " ")
}

const parametersHidden = "[parameters hidden by HideParameters]"

func (e *Engine) echo(ctx context.Context, line string) { e.options.echo.InfoContext(ctx, line) }

// origin is [generated in 0.00012s], [cached since 1.2s ago], [no key 0.00010s] or [raw sql].
func (e *StatementEvent) origin() string {
	switch e.Source {
	case Cached:
		return fmt.Sprintf("[cached since %ss ago]", shortSeconds(e.Age))
	case NoKey:
		return fmt.Sprintf("[no key %.5fs]", e.Took.Seconds())
	case RawSQL:
		return "[raw sql]"
	}
	return fmt.Sprintf("[generated in %.5fs]", e.Took.Seconds())
}

func shortSeconds(d time.Duration) string { return fmt.Sprintf("%.4g", d.Seconds()) }

// safe escapes control characters, so that no value or name can forge a line of the log or steer a terminal. Line breaks and tabs of
// the SQL itself stay.
func safe(s string) string {
	bad := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if bad(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
