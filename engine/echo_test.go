package engine_test

import (
	"context"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// lines is a handler that keeps messages.
type lines struct{ got []string }

func (l *lines) Enabled(context.Context, slog.Level) bool { return true }
func (l *lines) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l *lines) WithGroup(string) slog.Handler            { return l }
func (l *lines) Handle(_ context.Context, r slog.Record) error {
	l.got = append(l.got, r.Message)
	return nil
}

var number = regexp.MustCompile(`[0-9.e-]+s( ago)?\]`)

func (l *lines) take() []string {
	out := l.got
	l.got = nil
	for i, s := range out {
		out[i] = number.ReplaceAllString(s, "Ns$1]")
	}
	return out
}

func TestEcho(t *testing.T) {
	l := &lines{}
	w := newWorld(t, engine.Echo(slog.New(l)))
	l.got = nil
	ok(t, w.Begin(ctx, func(c *engine.Connection) error {
		ok(t, w.users.insert(ctx, c, "ed"))
		ok(t, w.users.insert(ctx, c, "o'neil\n\x1b[31m"))
		sp, err := c.BeginNested(ctx)
		ok(t, err)
		return sp.Rollback(ctx)
	}))
	_, err := expr.NewSelect[string](w.users.Name).Where(w.users.Name.Eq(strings.Repeat("x", 1000))).Limit(1).All(ctx, w)
	ok(t, err)
	want := []string{
		"BEGIN (implicit)",
		"INSERT INTO users (name) VALUES (?) [generated in Ns] ('ed',)",
		`INSERT INTO users (name) VALUES (?) [cached since Ns ago] ("o'neil\n\u001b[31m",)`,
		"SAVEPOINT sa_savepoint_1 [no key Ns] ()",
		"ROLLBACK TO SAVEPOINT sa_savepoint_1 [no key Ns] ()",
		"COMMIT",
		"SELECT users.name FROM users WHERE users.name = ? LIMIT ? OFFSET ? [generated in Ns] ('" + strings.Repeat("x", 149) +
			" ... (702 characters truncated) ... " + strings.Repeat("x", 149) + "', 1, 0)",
	}
	if got := strings.Join(l.take(), "\n"); got != strings.Join(want, "\n") {
		t.Errorf("logged\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestHideParameters(t *testing.T) {
	l := &lines{}
	w := newWorld(t, engine.Echo(slog.New(l)), engine.HideParameters(), engine.ShowParameters())
	l.got = nil
	ok(t, w.users.insert(ctx, w, "sesame"))
	err := w.users.insert(ctx, w, "sesame")
	if all := strings.Join(l.got, "\n"); strings.Contains(all, "sesame") || !strings.Contains(all, "hidden") {
		t.Errorf("logged %s", all)
	}
	if err == nil || strings.Contains(err.Error(), "sesame") {
		t.Errorf("error %v", err)
	}
}
