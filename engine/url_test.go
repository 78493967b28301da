package engine_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
)

func TestParseURL(t *testing.T) {
	cases := []struct {
		url  string
		want engine.URLParts
		// masked is how it prints, if that is not url.
		masked string
	}{
		{url: "sqlite://", want: engine.URLParts{Dialect: "sqlite"}},
		{url: "sqlite:///:memory:", want: engine.URLParts{Dialect: "sqlite", Database: ":memory:"}},
		{url: "sqlite:///rel.db", want: engine.URLParts{Dialect: "sqlite", Database: "rel.db"}},
		{url: "sqlite:///dir/rel.db", want: engine.URLParts{Dialect: "sqlite", Database: "dir/rel.db"}},
		{url: "sqlite:////abs/a b.db", want: engine.URLParts{Dialect: "sqlite", Database: "/abs/a b.db"}},
		{url: "sqlite:///a@b.db", want: engine.URLParts{Dialect: "sqlite", Database: "a@b.db"}, masked: "sqlite:///a%40b.db"},
		{url: "sqlite:///what%3F.db?mode=ro", want: engine.URLParts{Dialect: "sqlite", Database: "what?.db", Query: map[string][]string{"mode": {"ro"}}}},
		{
			url:    "postgresql+pgx://ed:secret@db.example.com:5432/app?sslmode=require",
			want:   engine.URLParts{Dialect: "postgresql", Driver: "pgx", User: "ed", Password: "secret", Host: "db.example.com", Port: 5432, Database: "app", Query: map[string][]string{"sslmode": {"require"}}},
			masked: "postgresql+pgx://ed:***@db.example.com:5432/app?sslmode=require",
		},
		{url: "mysql://ed:p%40ss%3Aw%2Fo%3Frd%25@h/d", want: engine.URLParts{Dialect: "mysql", User: "ed", Password: "p@ss:w/o?rd%", Host: "h", Database: "d"}, masked: "mysql://ed:***@h/d"},
		{url: "postgresql://ed:a/b?c@h/d", want: engine.URLParts{Dialect: "postgresql", User: "ed", Password: "a/b?c", Host: "h", Database: "d"}, masked: "postgresql://ed:***@h/d"},
		{url: "postgresql://u%40corp@h", want: engine.URLParts{Dialect: "postgresql", User: "u@corp", Host: "h"}},
		{url: "postgresql://[::1]:5433/d", want: engine.URLParts{Dialect: "postgresql", Host: "::1", Port: 5433, Database: "d"}},
		{url: "postgresql://h:5432/d?mail=a@b", want: engine.URLParts{Dialect: "postgresql", Host: "h", Port: 5432, Database: "d", Query: map[string][]string{"mail": {"a@b"}}}, masked: "postgresql://h:5432/d?mail=a%40b"},
		{url: "postgresql://h/d?host=a&host=b&x=1+2", want: engine.URLParts{Dialect: "postgresql", Host: "h", Database: "d", Query: map[string][]string{"host": {"a", "b"}, "x": {"1 2"}}}},
		{url: "postgresql://h/d?password=secret", want: engine.URLParts{Dialect: "postgresql", Host: "h", Database: "d", Query: map[string][]string{"password": {"secret"}}}, masked: "postgresql://h/d?password=***"},
	}
	for _, c := range cases {
		t.Run(c.url, func(t *testing.T) {
			u, err := engine.ParseURL(c.url)
			ok(t, err)
			if got := u.Parts(); !sameParts(got, c.want) {
				t.Errorf("got %s, want %s", engine.MakeURL(got).Render(), engine.MakeURL(c.want).Render())
			}
			masked := c.masked
			if masked == "" {
				masked = c.url
			}
			if u.String() != masked {
				t.Errorf("prints %s, want %s", u, masked)
			}
			again, err := engine.ParseURL(u.Render())
			if err != nil || !reflect.DeepEqual(again, u) {
				t.Errorf("%s does not read back: %v", u.Render(), err)
			}
		})
	}
}

func sameParts(a, b engine.URLParts) bool {
	if len(a.Query)+len(b.Query) > 0 && !reflect.DeepEqual(a.Query, b.Query) {
		return false
	}
	return a.Dialect == b.Dialect && a.Driver == b.Driver && a.User == b.User && a.Password == b.Password &&
		a.Host == b.Host && a.Port == b.Port && a.Database == b.Database
}

const secret = "s3cret"

func TestURLNeverShowsThePassword(t *testing.T) {
	u, err := engine.ParseURL("sqlite://ed:" + secret + "@h/d")
	ok(t, err)
	e, err := engine.Open("sqlite://")
	ok(t, err)
	defer e.Close()
	_, openErr := engine.OpenURL(u)
	if openErr == nil {
		t.Error("SQLite takes a password")
	}
	encoded, err := json.Marshal(map[string]any{"url": u, "parts": u.Parts(), "pointer": &u})
	ok(t, err)
	var logged strings.Builder
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "url", u, "parts", u.Parts(), "err", openErr)
	for _, s := range []string{
		fmt.Sprint(u), fmt.Sprintf("%v %+v %#v %s %q %d %x", u, u, u, u, u, u, u), fmt.Sprintf("%+v %#v", &u, u.Parts()),
		fmt.Sprintf("%+v", struct{ U engine.URL }{u}), string(encoded), logged.String(), openErr.Error(),
	} {
		if strings.Contains(s, secret) || !strings.Contains(s, "***") && s != openErr.Error() {
			t.Errorf("shown as %s", s)
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(verb, e); !strings.Contains(s, "Engine(sqlite://)") || strings.Contains(s, "pool") {
			t.Errorf("%s of an engine: %s", verb, s)
		}
	}
}

func TestMalformedURL(t *testing.T) {
	for _, s := range []string{
		"", "sqlite", "sqlite:/x", "://" + secret, "postgresql:ed:" + secret + "@h", "postgres ql://" + secret, "a+b+c://x", "+x://y", "x+://y",
		"postgresql://ed:" + secret + "@x@h/d", "postgresql://h:" + secret + "/d", "postgresql://h:99999/d", "postgresql://h:0/d",
		"postgresql://ed:" + secret + "%zz@h/d", "postgresql://[::1/d", "postgresql://[::1]x/d", "postgresql://h/d?" + secret + "=%zz", "postgresql://h/%q" + secret,
	} {
		t.Run(s, func(t *testing.T) {
			_, err := engine.Open(s)
			var malformed *engine.URLError
			if !errors.As(err, &malformed) {
				t.Fatalf("error %v", err)
			}
			if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret) {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"sqlite:///x.db", "a+b://u:p@h:1/d?x=y&x=z", "a://[::1]:2/%2F%3F", "a://:@/", "a://u:a/b?c@h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := engine.ParseURL(s)
		if err != nil {
			return
		}
		again, err := engine.ParseURL(u.Render())
		if err != nil || again.Render() != u.Render() || !sameParts(again.Parts(), u.Parts()) {
			t.Errorf("%q is %q, which reads back as %q, %v", s, u.Render(), again.Render(), err)
		}
	})
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	for url, want := range map[string]string{
		"nosuch:///x":        "unknown dialect",
		"sqlite+nosuch:///x": "no driver \"nosuch\"",
		"sqlite3:///x":       "called sqlite",
		"sqlite:///x?what=1": "what",
	} {
		if _, err := engine.Open(url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestMissingDirectory(t *testing.T) {
	e, err := engine.Open("sqlite:///" + t.TempDir() + "/missing/x.db") // opens nothing yet
	ok(t, err)
	defer e.Close()
	if _, err = e.Connect(ctx); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("error %v", err)
	}
}
