package mysql

import (
	sqldriver "database/sql/driver"
	"fmt"
	"reflect"
)

// session is what the driver uses of the client library's connection: methods without a ctx, since ctxs are watched here.
type session interface {
	sqldriver.Pinger
	Prepare(query string) (sqldriver.Stmt, error)
	Query(query string, args []sqldriver.Value) (sqldriver.Rows, error)
	Close() error
}

// statement is the same of its prepared statements.
type statement interface {
	NumInput() int
	Query(args []sqldriver.Value) (sqldriver.Rows, error)
	Close() error
}

// inside shows what the client library's connection knows and does not tell: the server's status flags, what the last statement did, and
// the limit on a packet. It only reads. If a newer version moves or renames the fields, connecting fails and nothing is read wrongly.
type inside struct {
	status, affected, ids, packet reflect.Value
}

// statusInTransaction is the flag SERVER_STATUS_IN_TRANS of the protocol.
const statusInTransaction = 1

func lookInside(dc sqldriver.Conn) (in inside, err error) {
	v := reflect.ValueOf(dc)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return in, fmt.Errorf("mysql: the client library's connection is a %T (%s)", dc, useVersion)
	}
	conn := v.Elem()
	if in.status, err = field(conn, "status", reflect.Uint16); err != nil {
		return in, err
	}
	if in.packet, err = field(conn, "maxAllowedPacket", reflect.Int); err != nil {
		return in, err
	}
	result, err := field(conn, "result", reflect.Struct)
	if err != nil {
		return in, err
	}
	if in.affected, err = field(result, "affectedRows", reflect.Slice); err != nil {
		return in, err
	}
	in.ids, err = field(result, "insertIds", reflect.Slice)
	return in, err
}

const useVersion = "use the version of github.com/go-sql-driver/mysql that the go.mod of azoth names"

// field is a field of owner, which must have the kind want; a slice is one of int64.
func field(owner reflect.Value, name string, want reflect.Kind) (reflect.Value, error) {
	f := owner.FieldByName(name)
	if !f.IsValid() || f.Kind() != want || want == reflect.Slice && f.Type().Elem().Kind() != reflect.Int64 {
		return f, fmt.Errorf("mysql: this version of the client library has no %s.%s of kind %s (%s)", owner.Type(), name, want, useVersion)
	}
	return f, nil
}

func (in inside) inTransaction() bool { return in.status.Uint()&statusInTransaction != 0 }

// lastOf is the last number of a list, 0 if it is empty.
func lastOf(list reflect.Value) int64 {
	if n := list.Len(); n > 0 {
		return list.Index(n - 1).Int()
	}
	return 0
}
