package chaosproxy

// Protocol is what client and server speak.
type Protocol int

// The protocols.
const (
	// Plain is any protocol in which client and server take turns: what the client sends at once is a request without text, what the
	// server sends after it is the reply.
	Plain Protocol = iota
	// PostgreSQL is PostgreSQL's, version 3.
	PostgreSQL
	// MySQL is MySQL's and MariaDB's.
	MySQL
)

func (p Protocol) dialogue() dialogue {
	switch p {
	case PostgreSQL:
		return &pgDialogue{prepared: map[string]string{}, portals: map[string]string{}}
	case MySQL:
		return &myDialogue{prepared: map[uint32]string{}}
	}
	return &plainDialogue{}
}

// dialogue reads along on one connection. It is given all bytes in the order in which they come; requests before they are passed on.
type dialogue interface {
	// requests lists the requests that are complete with these bytes of the client.
	requests(b []byte) []request
	// replies lists the replies that begin in these bytes of the server.
	replies(b []byte) []reply
}

// request is something that the server will reply to.
type request struct {
	// at is where it begins in the bytes, 0 if it began before them.
	at int
	// sql is the statement that it runs, "" if it runs none.
	sql string
	// reply numbers the reply to it.
	reply int
}

// reply is the beginning of a reply.
type reply struct{ at, reply int }

// maxText is how much of a message is kept.
const maxText = 1 << 20

// plainDialogue takes each turn for a request.
type plainDialogue struct {
	asked    int
	awaiting bool
}

func (d *plainDialogue) requests([]byte) []request {
	d.asked++
	d.awaiting = true
	return []request{{reply: d.asked}}
}

func (d *plainDialogue) replies([]byte) []reply {
	if !d.awaiting {
		return nil
	}
	d.awaiting = false
	return []reply{{reply: d.asked}}
}
