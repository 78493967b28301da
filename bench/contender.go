package main

import (
	"context"
	"errors"
)

// contender does the work of the cases in one way: with Azoth, by hand, or with another library. One value is one program with its pool
// and its prepared statements; the methods that are named like the cases are what is measured.
type contender interface {
	name() string
	close() error

	// exec and query prepare and verify; they are not measured.
	exec(ctx context.Context, sql string) error
	query(ctx context.Context, sql string) (tally, error)

	load(ctx context.Context) (tally, error)
	columns(ctx context.Context) (tally, error)
	get(ctx context.Context, ids []int64) (tally, error)
	selectIn(ctx context.Context) (tally, error)
	joined(ctx context.Context) (tally, error)
	insert(ctx context.Context, rows []text) (tally, error)
	graph(ctx context.Context, parents []string, children [][]string) (tally, error)
	update(ctx context.Context, suffix string) (tally, error)
	single(ctx context.Context, rows []text) (tally, error)
	iter(ctx context.Context) (tally, error)
}

// errNotOffered says that a contender has no way of its own to do a case.
var errNotOffered = errors.New("not offered")

// text is the content of a customer. It is made before the clock starts, so that nobody is measured making strings.
type text struct{ name, description string }

// tally is what a contender has seen: how many rows, the sum of their keys, and the length of their texts. It proves that the work was done,
// and that every contender did the same.
type tally struct{ rows, ids, bytes int64 }

func (t *tally) add(id int64, texts ...string) {
	t.rows++
	t.ids += id
	for _, s := range texts {
		t.bytes += int64(len(s))
	}
}

func (t *tally) plus(o tally) {
	t.rows += o.rows
	t.ids += o.ids
	t.bytes += o.bytes
}

// part is embedded by contenders that do not offer every case.
type part struct{}

func (part) load(context.Context) (tally, error)           { return tally{}, errNotOffered }
func (part) columns(context.Context) (tally, error)        { return tally{}, errNotOffered }
func (part) get(context.Context, []int64) (tally, error)   { return tally{}, errNotOffered }
func (part) selectIn(context.Context) (tally, error)       { return tally{}, errNotOffered }
func (part) joined(context.Context) (tally, error)         { return tally{}, errNotOffered }
func (part) insert(context.Context, []text) (tally, error) { return tally{}, errNotOffered }
func (part) graph(context.Context, []string, [][]string) (tally, error) {
	return tally{}, errNotOffered
}
func (part) update(context.Context, string) (tally, error) { return tally{}, errNotOffered }
func (part) single(context.Context, []text) (tally, error) { return tally{}, errNotOffered }
func (part) iter(context.Context) (tally, error)           { return tally{}, errNotOffered }
