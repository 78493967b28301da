package pgx_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// proxied is the database behind a proxy.
func (d database) proxied() (database, *chaosproxy.Proxy) {
	d.t.Helper()
	p := chaosproxy.Start(d.t, chaosproxy.PostgreSQL, net.JoinHostPort(d.config.Host, fmt.Sprint(d.config.Port)))
	host, port, err := net.SplitHostPort(p.Addr())
	if err != nil {
		d.t.Fatal(err)
	}
	d.config.Host = host
	if _, err := fmt.Sscan(port, &d.config.Port); err != nil {
		d.t.Fatal(err)
	}
	return d, p
}

// isLost wants err to be that of a lost connection, and the connection to stay lost.
func isLost(t *testing.T, c driver.Conn, err error) {
	t.Helper()
	var lost *driver.LostError
	if !errors.As(err, &lost) || lost.Driver != "pgx" {
		t.Errorf("%v (%T), want that the connection is lost", err, err)
		return
	}
	if !errors.Is(postgresql.Dialect.Classify(err), dialect.ErrDisconnect) {
		t.Errorf("%v is not classified as a disconnect", err)
	}
	if c.InTransaction() || c.(driver.Checker).Alive() {
		t.Errorf("after %v: in a transaction: %v, alive: %v", err, c.InTransaction(), c.(driver.Checker).Alive())
	}
	for _, again := range []error{try(context.Background(), c, "SELECT 1"), try(context.Background(), c, "ROLLBACK"), c.Ping(context.Background())} {
		if !errors.As(again, &lost) {
			t.Errorf("later calls say %v", again)
		}
	}
	if err := c.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := c.Ping(context.Background()); !errors.Is(err, driver.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestKilled kills sessions in every state.
func TestKilled(t *testing.T) {
	db := newDatabase(t)
	killer := db.connect()
	kill := func(c driver.Conn) {
		t.Helper()
		exec(t, killer, fmt.Sprintf("SELECT pg_terminate_backend(%d, 5000)", pid(c)))
	}
	killSoon := func(c driver.Conn, then func() error) error {
		t.Helper()
		done := make(chan error)
		go func() {
			time.Sleep(100 * time.Millisecond)
			done <- try(context.Background(), killer, fmt.Sprintf("SELECT pg_terminate_backend(%d, 5000)", pid(c)))
		}()
		err := then()
		if err := <-done; err != nil {
			t.Error(err)
		}
		return err
	}
	const long = "SELECT i, repeat('x', 1000), pg_sleep(CASE WHEN i = 3000 THEN 60 ELSE 0 END) FROM generate_series(1, 3000) AS i"
	for name, f := range map[string]func(c driver.Conn) error{
		"idle": func(c driver.Conn) error {
			kill(c)
			if c.(driver.Checker).Alive() {
				t.Error("alive")
			}
			return try(context.Background(), c, "SELECT 1")
		},
		"ping": func(c driver.Conn) error {
			kill(c)
			return c.Ping(context.Background())
		},
		"in transaction": func(c driver.Conn) error {
			exec(t, c, "BEGIN", "SELECT 1")
			kill(c)
			return try(context.Background(), c, "SELECT 1")
		},
		"commit": func(c driver.Conn) error {
			exec(t, c, "BEGIN")
			kill(c)
			return try(context.Background(), c, "COMMIT")
		},
		"prepared": func(c driver.Conn) error {
			s := prepare(t, c, "SELECT 1")
			kill(c)
			_, err := s.Exec(context.Background())
			return err
		},
		"running": func(c driver.Conn) error {
			return killSoon(c, func() error { return try(context.Background(), c, "SELECT pg_sleep(60)") })
		},
		"running, with ctx": func(c driver.Conn) error {
			return killSoon(c, func() error { return try(within(t, time.Minute), c, "SELECT pg_sleep(60)") })
		},
		"in the result": func(c driver.Conn) error {
			rows, err := prepare(t, c, long).Query(context.Background())
			if err != nil {
				return err
			}
			kill(c)
			for {
				if ok, err := rows.Step(); err != nil {
					return errors.Join(err, rows.Close())
				} else if !ok {
					return errors.New("the result is short")
				}
			}
		},
		"closing the result": func(c driver.Conn) error {
			rows, err := prepare(t, c, long).Query(context.Background())
			if err != nil {
				return err
			}
			kill(c)
			return rows.Close()
		},
		"parking the result": func(c driver.Conn) error {
			rows, err := prepare(t, c, long).Query(context.Background())
			if err != nil {
				return err
			}
			kill(c)
			inner := try(context.Background(), c, "SELECT 1")
			for n := 1; ; n++ {
				ok, err := rows.Step()
				if !ok && err == nil {
					return errors.New("the result is short")
				}
				if err != nil {
					if n < 2 {
						t.Error("the rows that had come are not given")
					}
					return errors.Join(inner, err)
				}
				if rows.Int64(0) != int64(n) {
					t.Errorf("row %d is %d", n, rows.Int64(0))
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := db.connect()
			if !c.(driver.Checker).Alive() {
				t.Error("not alive")
			}
			err := f(c)
			if name != "in the result" && name != "closing the result" && state(err) != "57P01" {
				t.Errorf("SQLSTATE is %q: %v", state(err), err)
			}
			isLost(t, c, err)
		})
	}
}

func TestIdleInTransaction(t *testing.T) {
	c := newDatabase(t).with("idle_in_transaction_session_timeout", "50ms").connect()
	exec(t, c, "BEGIN")
	time.Sleep(300 * time.Millisecond)
	err := try(context.Background(), c, "COMMIT")
	if state(err) != "25P03" {
		t.Errorf("%v", err)
	}
	isLost(t, c, err)
}

// TestAlive wants a healthy connection to be taken for one, whatever lies in its socket.
func TestAlive(t *testing.T) {
	db := newDatabase(t)
	c, other := db.connect(), db.connect()
	alive := func(what string) {
		t.Helper()
		if !c.(driver.Checker).Alive() {
			t.Errorf("%s: not alive", what)
		}
	}
	alive("new")
	exec(t, c, "LISTEN news", "BEGIN")
	alive("in a transaction")
	exec(t, c, "COMMIT")
	exec(t, other, "NOTIFY news, 'x'")
	time.Sleep(100 * time.Millisecond)
	alive("with a notification")
	exec(t, c, "SELECT 1")
	rows := query(t, prepare(t, c, "SELECT generate_series(1, 100000)"))
	alive("in a result")
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	alive("after a result")
	if n := testing.AllocsPerRun(100, func() { c.(driver.Checker).Alive() }); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if err := c.Close(); err != nil || c.(driver.Checker).Alive() {
		t.Errorf("closed: %v", err)
	}
}

// TestLostReplies cuts the connection at every point of a statement: nothing is run twice, and nothing is reported as done that may not be.
func TestLostReplies(t *testing.T) {
	db := newDatabase(t)
	observer := db.connect()
	for _, at := range []chaosproxy.Point{chaosproxy.BeforeRequest, chaosproxy.BeforeReply, chaosproxy.InReply} {
		for _, reset := range []bool{false, true} {
			for _, sql := range []string{"INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1) RETURNING n", "CREATE TABLE u (n int)", "COMMIT"} {
				t.Run(fmt.Sprint(at, reset, sql), func(t *testing.T) {
					exec(t, observer, "DROP TABLE IF EXISTS t, u", "CREATE TABLE t (n int)")
					proxied, proxy := db.proxied()
					c := proxied.connect()
					before := 0
					if sql == "COMMIT" {
						exec(t, c, "BEGIN", "INSERT INTO t VALUES (1)")
					}
					s := prepare(t, c, sql)
					proxy.Inject(chaosproxy.Fault{Match: chaosproxy.First(sql[:6]), At: at, Reset: reset})
					_, err := s.Exec(context.Background())
					isLost(t, c, err)
					if n := proxy.Stats().Faults; n != 1 {
						t.Fatalf("%d faults struck", n)
					}
					want := "1"
					if at == chaosproxy.BeforeRequest {
						want = "0"
					}
					count := "SELECT count(*) FROM t"
					if sql[0] == 'C' && sql[1] == 'R' {
						count = "SELECT count(*) FROM pg_class WHERE relname = 'u'"
					}
					if n := eventually(t, observer, count, want); n != want {
						t.Errorf("done %s times (%d before), want %s", n, before, want)
					}
				})
			}
		}
	}
}

// eventually is the result of sql, after some time if it is not what is wanted.
func eventually(t *testing.T, c driver.Conn, sql, want string) string {
	t.Helper()
	got := ""
	for range 50 {
		if got = text(t, c, sql); got == want {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return got
}

// TestCutResult cuts a result after every number of bytes.
func TestCutResult(t *testing.T) {
	db := newDatabase(t)
	const sql = "SELECT i, repeat('y', 3) FROM generate_series(1, 4) AS i"
	cut := 0
	for n := int64(0); ; n++ {
		proxied, proxy := db.proxied()
		c := proxied.connect()
		s := prepare(t, c, sql)
		proxy.CutAfter(chaosproxy.ToClient, n)
		got, err := 0, error(nil)
		rows, err := s.Query(context.Background())
		for err == nil {
			var ok bool
			if ok, err = rows.Step(); !ok {
				break
			}
			got++
			if rows.Int64(0) != int64(got) || rows.Text(1) != "yyy" {
				t.Fatalf("cut after %d bytes: row %d is %d, %q", n, got, rows.Int64(0), rows.Text(1))
			}
		}
		_ = proxy.Close()
		if err == nil {
			if got != 4 {
				t.Fatalf("cut after %d bytes, %d rows are reported as the whole result", n, got)
			}
			break
		}
		cut++
		isLost(t, c, err)
		if n > 1000 {
			t.Fatal("the result never arrives")
		}
	}
	if cut < 50 {
		t.Errorf("only %d cuts", cut)
	}
}

// TestServerGone kills the server, starts it again, and connects anew.
func TestServerGone(t *testing.T) {
	server := dbfleet.Own(t, dbfleet.KindPostgreSQL)
	db := database{t, configOf(t, server.URL())}
	k := db.connector()
	for name, end := range map[string]func() error{"killed": server.Kill, "restarted": func() error { return server.Restart(context.Background()) }} {
		idle, busy := connect(t, k), connect(t, k)
		exec(t, busy, "BEGIN", "SELECT 1")
		rows := query(t, prepare(t, busy, "SELECT i, repeat('x', 1000) FROM generate_series(1, 100000) AS i"))
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if idle.(driver.Checker).Alive() {
			t.Errorf("%s: alive", name)
		}
		isLost(t, idle, try(context.Background(), idle, "SELECT 1"))
		var err error
		for ok := true; ok; {
			ok, err = rows.Step()
		}
		isLost(t, busy, err)
		if name == "killed" {
			_, err := k.Connect(context.Background())
			if state(err) != "08001" || !errors.Is(postgresql.Dialect.Classify(err), dialect.ErrDisconnect) {
				t.Errorf("connecting to no server: %v", err)
			}
			if err := server.Restart(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		exec(t, connect(t, k), "SELECT 1")
	}
}

// TestHostileServer speaks to a server that sends anything after the handshake: no panic, no endless wait, no result.
func TestHostileServer(t *testing.T) {
	message := func(kind byte, body ...byte) []byte {
		return append(binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(body)+4)), body...)
	}
	row := func(values ...string) []byte {
		b := binary.BigEndian.AppendUint16(nil, uint16(len(values)))
		for _, v := range values {
			b = append(binary.BigEndian.AppendUint32(b, uint32(len(v))), v...)
		}
		return message('D', b...)
	}
	ready := message('Z', 'I')
	column := func(oid uint32) []byte { // RowDescription of one column in binary
		b := append([]byte{0, 1, 'c', 0, 0, 0, 0, 0, 0, 0}, binary.BigEndian.AppendUint32(nil, oid)...)
		return message('T', append(b, 0, 0, 0, 0, 0, 0, 0, 1)...)
	}
	join := func(parts ...[]byte) (all []byte) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	described := join(message('1'), message('t', 0, 0), column(23), ready)
	random := make([]byte, 200)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	for name, reply := range map[string][]byte{
		"nothing":                   nil,
		"random bytes":              random,
		"a length below four":       {'D', 0, 0, 0, 1},
		"a length beyond reason":    {'D', 0xff, 0xff, 0xff, 0xff},
		"half a message":            {'D', 0, 0, 1, 0, 0},
		"a row without a statement": join(row("x"), message('?')),
		"an unknown message":        message('?', 1, 2, 3),
		"authentication again":      message('R', 0, 0, 0, 0),
		"a short description":       join(message('1'), message('T', 0, 9, 'x')),
		"too few values":            join(described, message('2'), row(), ready),
		"too many values":           join(described, message('2'), row("abcd", "abcd"), ready),
		"a value beyond the row":    join(described, message('2'), message('D', 0, 1, 0, 0, 0, 9, 'x')),
		"an end in the rows":        join(described, message('2'), row("abcd")),
	} {
		t.Run(name, func(t *testing.T) {
			c := connect(t, hostile(t, reply).connector())
			s, err := c.Prepare(within(t, 5*time.Second), "SELECT 1")
			if err == nil {
				var rows driver.Rows
				if rows, err = s.Query(within(t, 5*time.Second)); err == nil {
					for ok := true; ok; {
						ok, err = rows.Step()
					}
				}
			}
			isLost(t, c, err)
		})
	}
	t.Run("values of a wrong length", func(t *testing.T) {
		for _, oid := range []uint32{16, 20, 21, 23, 26, 700, 701, 1082, 1083, 1114, 1184, 1186, 2950} {
			done := message('C', []byte("SELECT 1\x00")...)
			c := connect(t, hostile(t, join(message('1'), message('t', 0, 0), column(oid), ready, message('2'), row("abc"), done, ready)).connector())
			rows, err := prepare(t, c, "SELECT 1").Query(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			step(t, rows)
			rows.Bool(0)
			rows.Int64(0)
			rows.Float64(0)
			_ = rows.Text(0)
			rows.Bytes(0, nil)
			_, _ = rows.Time(0)
			var failed *driver.ConvertError
			if _, err := rows.Step(); !errors.As(err, &failed) {
				t.Errorf("type %d: %v", oid, err)
			}
		}
	})
}

// hostile is a server that lets everybody in, reads, and then sends reply and closes the connection.
func hostile(t *testing.T, reply []byte) database {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				_, _ = c.Read(buf)
				welcome := []byte{'R', 0, 0, 0, 8, 0, 0, 0, 0, 'Z', 0, 0, 0, 5, 'I'}
				_, _ = c.Write(welcome)
				_, _ = c.Read(buf)
				_, _ = c.Write(reply)
				_ = c.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
				for err == nil {
					_, err = c.Read(buf)
				}
			}()
		}
	}()
	return database{t, driver.Config{
		Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, User: "u", Database: "d", Query: map[string][]string{"sslmode": {"disable"}},
	}}
}
