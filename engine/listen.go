package engine

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// hookList is a list of hooks in the order in which they are called. It is safe for concurrent use: what is in it is never changed, only
// replaced.
type hookList[H any] struct {
	mu   sync.Mutex // of those who replace
	list atomic.Pointer[[]*H]
}

// add adds hooks, first or last, and gives the function that takes them away.
func (l *hookList[H]) add(h H, first bool) (remove func()) {
	added := &h
	l.change(func(hooks []*H) []*H {
		if first {
			return append([]*H{added}, hooks...)
		}
		return append(slices.Clip(hooks), added)
	})
	return func() {
		l.change(func(hooks []*H) []*H {
			return slices.DeleteFunc(slices.Clone(hooks), func(x *H) bool { return x == added })
		})
	}
}

func (l *hookList[H]) change(f func([]*H) []*H) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if hooks := f(l.hooks()); len(hooks) > 0 {
		l.list.Store(&hooks)
	} else {
		l.list.Store(nil)
	}
}

// hooks are those that are there now.
func (l *hookList[H]) hooks() []*H {
	if list := l.list.Load(); list != nil {
		return *list
	}
	return nil
}

// listeners are the hooks of an engine or of one connection, behind those of the engine that it comes from.
type listeners struct {
	parent *listeners
	hookList[Hooks]
}

// newListeners are listeners behind those of parent, which may be nil.
func newListeners(parent *listeners, hooks []Hooks) *listeners {
	l := &listeners{parent: parent}
	for _, h := range hooks {
		l.listen(h)
	}
	return l
}

func (l *listeners) listen(h Hooks) (remove func()) {
	if h.Once {
		h = h.once()
	}
	return l.add(h, h.First)
}

// all are the hooks, those of the parent first.
func (l *listeners) all() iter.Seq[*Hooks] {
	return func(yield func(*Hooks) bool) {
		if l != nil {
			l.each(yield)
		}
	}
}

func (l *listeners) each(yield func(*Hooks) bool) bool {
	if l.parent != nil && !l.parent.each(yield) {
		return false
	}
	for _, h := range l.hooks() {
		if !yield(h) {
			return false
		}
	}
	return true
}

// any tells whether there is a listener.
func (l *listeners) any() bool {
	for ; l != nil; l = l.parent {
		if len(l.hooks()) > 0 {
			return true
		}
	}
	return false
}

// hearStatements tells whether one of them hears of what is sent.
func (l *listeners) hearStatements() bool {
	for ; l != nil; l = l.parent {
		for _, h := range l.hooks() {
			if h.Statement != nil || h.AfterStatement != nil {
				return true
			}
		}
	}
	return false
}

// hearExecutions tells whether one of them hears of what is executed.
func (l *listeners) hearExecutions() bool {
	for ; l != nil; l = l.parent {
		for _, h := range l.hooks() {
			if h.BeforeExecute != nil || h.AfterExecute != nil {
				return true
			}
		}
	}
	return false
}

// Listen adds a listener to e, to the engines that were made of it with [Engine.With], and to all their connections, also to those that are
// in use. remove takes it away again; what is under way may still call it. Both are safe for concurrent use.
//
// SQLAlchemy: event.listen, event.remove.
func (e *Engine) Listen(h Hooks) (remove func()) { return e.listeners.listen(h) }

// Listen adds a listener to this connection alone, until it is closed or remove is called. [Hooks.Connect] and
// [Hooks.Disposed] are not called for it.
//
// SQLAlchemy: event.listen with a Connection.
func (c *Connection) Listen(h Hooks) (remove func()) {
	if c.listeners == c.engine.listeners {
		c.listeners = newListeners(c.engine.listeners, nil)
	}
	return c.listeners.listen(h)
}

// listening tells whether somebody hears of what is sent.
func (c *Connection) listening() bool {
	return c.engine.options.echo != nil || c.listeners.hearStatements()
}

// once is h with functions that do something when they are called for the first time only.
func (h Hooks) once() Hooks {
	h.BeforeExecute = onceErr(h.BeforeExecute)
	h.AfterExecute = once(h.AfterExecute)
	h.Statement = once(h.Statement)
	h.AfterStatement = once(h.AfterStatement)
	h.HandleError = once(h.HandleError)
	h.Transaction = once(h.Transaction)
	h.Connect = onceErr(h.Connect)
	h.Disposed = once(h.Disposed)
	return h
}

func once[E any](f func(context.Context, E)) func(context.Context, E) {
	if f == nil {
		return nil
	}
	var called atomic.Bool
	return func(ctx context.Context, e E) {
		if !called.Swap(true) {
			f(ctx, e)
		}
	}
}

func onceErr[E any](f func(context.Context, E) error) func(context.Context, E) error {
	if f == nil {
		return nil
	}
	var called atomic.Bool
	return func(ctx context.Context, e E) error {
		if called.Swap(true) {
			return nil
		}
		return f(ctx, e)
	}
}
