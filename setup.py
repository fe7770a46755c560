import shutil
from pathlib import Path

import setuptools
from setuptools.command.build import build

# These folders stand beside the package in a checkout and inside it in a wheel.
BESIDE = ('enabled', 'static', 'templates')

# For forms that encrypt secrets.
BARBICAN = ['castellan>=4.1,<6', 'oslo.config>=9.0', 'oslo.context>=5.0']

# What `make lint` runs; those for static/ come from npm (package.json).
LINT = [
    'djlint>=1.54,<2',
    'import-linter>=2.17,<3',
    'mypy>=2.4,<3',
    'ruff>=0.17,<0.18',
    'types-PyYAML',
]

TEST = [
    *BARBICAN,
    # Sees who imports whom.
    'grimp>=3.15,<4',
    'hypothesis>=6.100,<7',
    'pytest>=8.2,<10',
    'pytest-django>=4.9,<5',
    'pytest-timeout>=2.3,<3',
    # One process for the tests with a cloud, one for those without.
    'pytest-xdist>=3.6,<4',
    # The commands that pages show are run.
    'python-openstackclient>=6.6',
    'selenium>=4.24,<5',
    # Builds the archives that the packaging tests look into.
    'setuptools>=77',
]


class Build(build):
    """Begins with nothing: what an earlier build left in build/ may have been moved or removed since."""

    def run(self) -> None:
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


setuptools.setup(
    name='murano-panel',
    version='0.1.0',
    description='The application catalog of OpenStack Murano as a Horizon dashboard',
    long_description=Path(__file__).with_name('README.md').read_text(encoding='utf-8'),
    long_description_content_type='text/markdown',
    license='Apache-2.0',
    author='The maintainers of murano_panel',
    project_urls={
        'Horizon': 'https://docs.openstack.org/horizon/latest/',
        'Murano': 'https://docs.openstack.org/murano/latest/',
    },
    python_requires='>=3.11',
    install_requires=[
        'horizon>=25.7',
        'python-muranoclient>=2.8.0,<3',
        'murano-pkg-check>=0.3.0',
        'django-compressor>=4.4',
        'jsonschema>=4.18,<5',
        'keystoneauth1>=5.6',
        'markdown-it-py>=3,<5',
        'msgspec>=0.19,<1',
        'requests>=2.31',
        'cryptography>=41',
        'pyyaml>=6.0',
        'yaql>=3.0,<4',
        'regex>=2024.4.16',
        'semantic-version>=2.8,<3',
        'fast-sugiyama>=0.5.3,<0.6',
        # murano-pkg-check, which muranoclient imports, still asks for it at run time.
        'setuptools',
    ],
    extras_require={'test': TEST, 'lint': LINT, 'barbican': BARBICAN},
    packages=setuptools.find_packages(include=['murano_panel', 'murano_panel.*'])
    + [f'murano_panel.{name}' for name in BESIDE],
    package_dir={f'murano_panel.{name}': name for name in BESIDE},
    package_data={
        'murano_panel.domain.environment_file': ['*.json'],
        'murano_panel.enabled': ['local_settings.d/*.py'],
        'murano_panel.policies': ['*.yaml'],
        'murano_panel.static': ['**/*'],
        'murano_panel.templates': ['**/*'],
    },
    cmdclass={'build': Build},
    classifiers=[
        'Environment :: OpenStack',
        'Framework :: Django',
        'License :: OSI Approved :: Apache Software License',
        'Programming Language :: Python :: 3',
    ],
)
