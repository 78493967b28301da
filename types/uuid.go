package types

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// UUID is a universally unique identifier. Other types of 16 bytes can be mapped as well.
//
// SQLAlchemy: Uuid.
type UUID [16]byte

// NewUUID is a random UUID (version 4).
func NewUUID() UUID {
	var u UUID
	_, _ = rand.Read(u[:]) // never fails
	return u.marked(4)
}

// NewUUIDv7 is a UUID that begins with the time in milliseconds (version 7): an index of them grows at its end.
func NewUUIDv7() UUID {
	var u UUID
	_, _ = rand.Read(u[6:]) // never fails
	ms := time.Now().UnixMilli()
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	return u.marked(7)
}

func (u UUID) marked(version byte) UUID {
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	return u
}

// ParseUUID reads a UUID with or without hyphens.
func ParseUUID(s string) (UUID, error) {
	var u UUID
	h := strings.ReplaceAll(s, "-", "")
	if len(h) != 2*len(u) {
		return u, fmt.Errorf("types: %q is not a UUID (it has 32 hexadecimal digits)", s)
	}
	if _, err := hex.Decode(u[:], []byte(h)); err != nil {
		return UUID{}, fmt.Errorf("types: %q is not a UUID: %w", s, err)
	}
	return u, nil
}

// String is 8-4-4-4-12 hexadecimal digits.
func (u UUID) String() string {
	h := u.Hex()
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// Hex is 32 hexadecimal digits: the form of databases without a type of their own.
func (u UUID) Hex() string { return hex.EncodeToString(u[:]) }

// IsZero tells whether all bytes are zero.
func (u UUID) IsZero() bool { return u == UUID{} }

// EncodeSQL is text: with hyphens for a database that has the type, 32 digits for others.
func (u UUID) EncodeSQL(_ Type, native Native) (Value, error) {
	if native.UUID {
		return TextValue(u.String()), nil
	}
	return TextValue(u.Hex()), nil
}

// MarshalText is the form of String.
func (u UUID) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads what ParseUUID reads.
func (u *UUID) UnmarshalText(b []byte) (err error) {
	*u, err = ParseUUID(string(b))
	return err
}

// Scan reads what a database gives: text, or 16 bytes.
func (u *UUID) Scan(src any) (err error) {
	switch x := src.(type) {
	case []byte:
		if len(x) == len(u) {
			copy(u[:], x)
			return nil
		}
		return u.Scan(string(x))
	case [16]byte:
		*u = x
		return nil
	case string:
		*u, err = ParseUUID(x)
		return err
	}
	return fmt.Errorf("types: a %T is no UUID", src)
}
