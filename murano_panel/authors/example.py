"""What the page for trying forms begins with: a form that shows the most common things, to be changed."""

EXAMPLE = """\
Version: 2.3

Application:
  ?:
    type: com.example.WebServer
  port: $.server.port
  image: $.server.image
  password: $.access.password

Forms:
  - server:
      fields:
        - name: image
          type: string
          label: Image
          description: Name and tag of the image, such as nginx:1.27.
          initial: nginx:1.27
        - name: port
          type: integer
          label: Port
          initial: 8080
          minValue: 1
          maxValue: 65535
  - access:
      fields:
        - name: user
          type: string
          label: User
          required: false
          validators:
            - expr:
                regexpValidator: '^[a-z]*$'
              message: Lower-case letters only
        - name: password
          type: password
          label: Password
"""
