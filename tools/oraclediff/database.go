package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// database is a database with the tables and their rows.
type database struct {
	name string // sqlite, postgresql, mariadb
	*catalogue
	engine *engine.Engine
	conn   *engine.Connection
}

// open fills an empty database.
func open(ctx context.Context, name, url string) (*database, error) {
	e, err := azoth.Open(url)
	if err != nil {
		return nil, err
	}
	d := &database{name, newCatalogue(), e, nil}
	if err = d.create(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("oraclediff: %s: %w", name, err), e.Close())
	}
	return d, nil
}

func (d *database) create(ctx context.Context) error {
	if err := d.meta.DropAll(ctx, d.engine); err != nil {
		return err
	}
	if err := d.meta.CreateAll(ctx, d.engine); err != nil {
		return err
	}
	for _, s := range specs {
		if d.name != "mariadb" {
			break
		}
		// Its own collation takes some texts for equal, and any of them may stand for all in a group.
		convert := "ALTER TABLE " + s.name + " CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
		if _, err := expr.NewTextSelect[any](convert).Exec(ctx, d.engine); err != nil {
			return err
		}
	}
	for _, ins := range d.fill() {
		if _, err := ins.Exec(ctx, d.engine); err != nil {
			return err
		}
	}
	var err error
	d.conn, err = d.engine.Connect(ctx)
	return err
}

func (d *database) close(ctx context.Context) error {
	return errors.Join(d.conn.Close(), d.meta.DropAll(ctx, d.engine), d.engine.Close())
}

// outcome is what became of a statement.
type outcome struct {
	rows  []string // RETURNING's, for a statement that writes
	after []string // of the table that it wrote
	wrote int64
	err   error
}

// run runs a statement in a transaction that is rolled back. With a table, its rows are read before that.
func (d *database) run(ctx context.Context, st expr.Statement, table *tableSpec) (o outcome) {
	t, err := d.conn.Begin(ctx)
	if err != nil {
		return outcome{err: err}
	}
	if o.rows, o.wrote, o.err = d.read(ctx, st); o.err == nil && table != nil {
		o.after, _, o.err = d.read(ctx, d.whole(table))
		slices.Sort(o.after)
	}
	if err := t.Rollback(ctx); err != nil {
		o.err = errors.Join(o.err, err)
	}
	return o
}

// whole is all rows of a table.
func (d *database) whole(t *tableSpec) expr.Statement {
	q := &expr.Query{Result: rowType(len(t.columns))}
	for i, c := range d.tables[t.name].FromColumns() {
		f := q.Result.Field(i)
		q.Items = append(q.Items, expr.SelectItem{Element: c, Offset: f.Offset, Type: f.Type})
	}
	return q
}

const batch = 256

func (d *database) read(ctx context.Context, st expr.Statement) (out []string, wrote int64, err error) {
	rows, err := d.conn.Execute(ctx, st)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	t := st.ResultType()
	if t == nil {
		return nil, rows.Affected(), nil
	}
	for {
		buf := reflect.MakeSlice(reflect.SliceOf(t), batch, batch)
		n, err := rows.Next(buf.UnsafePointer(), t.Size(), batch)
		if err != nil {
			return nil, 0, err
		}
		for i := range n {
			out = append(out, plainRow(buf.Index(i)))
		}
		if n < batch {
			return out, 0, nil
		}
	}
}

func plainRow(v reflect.Value) string {
	fields := make([]string, v.NumField())
	for i := range fields {
		fields[i] = plain(v.Field(i).Interface())
	}
	return strings.Join(fields, separator)
}

// separator stands between the values of a row.
const separator = " | "

// plain is a value in a form that does not depend on how a driver gave it: numbers have six digits, true is 1.
func plain(v any) string {
	switch x := v.(type) {
	case nil:
		return "NULL"
	case bool:
		if x {
			return "1"
		}
		return "0"
	case float64:
		return plainNumber(x)
	case []byte:
		return plain(string(x))
	case time.Time:
		return strings.TrimSuffix(x.Format("2006-01-02 15:04:05"), " 00:00:00")
	case string:
		if f, err := strconv.ParseFloat(x, 64); err == nil {
			return plainNumber(f)
		}
		return strconv.Quote(x)
	}
	return plain(fmt.Sprint(v))
}

func plainNumber(f float64) string {
	if math.Abs(f) < 1e-9 {
		return "0"
	}
	return strconv.FormatFloat(f, 'g', 6, 64)
}

// classOf is the class of an error: the database's, or that it never got there.
func classOf(err error) string {
	var e *dialect.Error
	if errors.As(err, &e) {
		return e.Class.Error()
	}
	return notSent
}

const notSent = "not sent"

// differ says how two outcomes differ; "" if they do not. ordered says that the rows come in one order only.
func differ(a, b outcome, ordered bool) string {
	if (a.err == nil) != (b.err == nil) {
		return fmt.Sprintf("ours: %s, theirs: %s", result(a), result(b))
	}
	if a.err != nil {
		if x, y := classOf(a.err), classOf(b.err); x != y && x != notSent && y != notSent {
			return fmt.Sprintf("ours: %v, theirs: %v", a.err, b.err)
		}
		return ""
	}
	if !ordered {
		slices.Sort(a.rows)
		slices.Sort(b.rows)
	}
	for _, c := range []struct {
		what         string
		ours, theirs []string
	}{{"rows", a.rows, b.rows}, {"rows of the table", a.after, b.after}} {
		if d := firstDifference(c.ours, c.theirs); d != "" {
			return c.what + ": " + d
		}
	}
	if a.wrote != b.wrote {
		return fmt.Sprintf("%d rows written, theirs %d", a.wrote, b.wrote)
	}
	return ""
}

// near tells rows whose numbers differ in the last digits only. A literal and a bound value may have another scale, and quotients of decimals
// have as many digits as their operands say; MariaDB keeps four more.
func near(a, b string) bool {
	xs, ys := strings.Split(a, separator), strings.Split(b, separator)
	if len(xs) != len(ys) {
		return false
	}
	for i := range xs {
		x, err := strconv.ParseFloat(xs[i], 64)
		y, err2 := strconv.ParseFloat(ys[i], 64)
		if xs[i] != ys[i] && (err != nil || err2 != nil || math.Abs(x-y) > 1e-3*max(1, math.Abs(x))) {
			return false
		}
	}
	return true
}

func result(o outcome) string {
	if o.err != nil {
		return o.err.Error()
	}
	return fmt.Sprintf("%d rows", max(len(o.rows), len(o.after)))
}

func firstDifference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] && !near(a[i], b[i]) {
			return fmt.Sprintf("row %d of %d: %s, theirs %s", i+1, len(a), a[i], b[i])
		}
	}
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return fmt.Sprintf("%d, theirs %d", len(a), len(b))
	}
	return ""
}
